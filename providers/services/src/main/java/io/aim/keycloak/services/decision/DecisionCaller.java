package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.services.apikey.ApiKeyCaller;
import io.aim.keycloak.services.audit.RequestOrigin;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.RuntimeCaller;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import io.aim.keycloak.spi.decision.RecordedDecision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Who asks for decisions: an agent for itself, or a resource server, with an API key, on behalf of agents. */
final class DecisionCaller {

    private static final ApiKeyScope SCOPE = ApiKeyScope.DECISIONS_WRITE;

    private final RealmModel realm;
    private final DecisionAgents agents;
    private final @Nullable AgentSnapshot self;
    private final @Nullable AimPermissions permissions;
    private final RecordedDecision.Asker asker;
    private final AuditActor actor;
    private final @Nullable String address;

    private DecisionCaller(
            KeycloakSession session,
            DecisionAgents agents,
            @Nullable AgentSnapshot self,
            @Nullable AimPermissions permissions,
            RecordedDecision.Asker asker,
            AuditActor actor) {
        this.realm = session.getContext().getRealm();
        this.agents = agents;
        this.self = self;
        this.permissions = permissions;
        this.asker = asker;
        this.actor = actor;
        this.address = self == null ? null : RequestOrigin.of(session).sourceIp();
    }

    /**
     * The caller of the current request.
     *
     * @throws AimException 401 without a credential, 403 if it may not ask
     */
    static DecisionCaller of(KeycloakSession session, DecisionAgents agents, String operation) {
        Optional<ApiKeyCaller> key = ApiKeyCaller.of(session, operation);
        return key.isPresent() ? byKey(session, agents, key.get()) : self(session, agents);
    }

    private static DecisionCaller byKey(KeycloakSession session, DecisionAgents agents, ApiKeyCaller caller) {
        String id = caller.key().id();
        return new DecisionCaller(
                session,
                agents,
                null,
                caller.permissions(SCOPE),
                new RecordedDecision.Asker(
                        AuditActorKind.API_KEY.code(),
                        id,
                        caller.key().creator().userId()),
                new AuditActor(AuditActorKind.API_KEY, id, caller.key().name()));
    }

    private static DecisionCaller self(KeycloakSession session, DecisionAgents agents) {
        AgentSnapshot agent = agents.own(RuntimeCaller.require(session));
        return new DecisionCaller(
                session,
                agents,
                agent,
                null,
                new RecordedDecision.Asker(AuditActorKind.AGENT.code(), agent.agentId(), null),
                new AuditActor(AuditActorKind.AGENT, agent.agentId(), agent.name()));
    }

    /**
     * The agent that the caller may ask about; another agent's id is answered to an agent as one that does not exist.
     *
     * @throws AimException 404 if there is none, 403 if an API key may not
     */
    AgentSnapshot subject(String agentId) {
        return find(agentId).orElseThrow(() -> AimException.notFound("No such agent"));
    }

    /** As above, empty if there is none. */
    Optional<AgentSnapshot> find(String agentId) {
        AgentSnapshot own = self;
        if (own != null) {
            return "me".equals(agentId) || own.agentId().equals(agentId) ? Optional.of(own) : Optional.empty();
        }
        Optional<AgentSnapshot> agent = agents.find(agentId);
        ClientModel client =
                agent.map(found -> realm.getClientById(found.clientUuid())).orElse(null);
        if (permissions != null) {
            permissions.require(SCOPE.needs(), client);
        }
        return agent;
    }

    /** Whether an agent asks for itself. */
    boolean isSelf() {
        return self != null;
    }

    /** The address that an agent asks from; what a resource server's own address is says nothing of the agent. */
    @Nullable
    String address() {
        return address;
    }

    RecordedDecision.Asker asker() {
        return asker;
    }

    AuditActor actor() {
        return actor;
    }
}
