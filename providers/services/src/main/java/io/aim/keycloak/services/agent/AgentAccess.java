package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.services.apikey.ApiKeyCaller;
import io.aim.keycloak.services.capability.CapabilityHolder;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.RuntimeCaller;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Which agent a request of the runtime root may touch: the agent of an access token itself, or what an API key may. */
record AgentAccess(KeycloakSession session, RealmModel realm, String agentId) implements CapabilityHolder {

    @Override
    public AgentModel forReading(String operation) {
        return ApiKeyCaller.of(session, operation)
                .map(caller -> agent(caller, ApiKeyScope.AGENTS_READ))
                .orElseGet(this::forAsking);
    }

    @Override
    public AgentModel forAsking() {
        RuntimeCaller caller = RuntimeCaller.require(session);
        if (caller.agent().isPresent()) {
            return self(caller);
        }
        UserModel person = caller.requireUser();
        return session.getProvider(AgentProvider.class)
                .getById(realm, agentId)
                .filter(agent -> person.getId().equals(agent.getOwnerId())
                        || person.getId().equals(agent.getSponsorId()))
                .orElseThrow(AgentAccess::unknown);
    }

    /** The agent, for itself or for an API key with that scope. */
    AgentModel selfOr(ApiKeyScope scope, String operation) {
        return ApiKeyCaller.of(session, operation)
                .map(caller -> agent(caller, scope))
                .orElseGet(this::self);
    }

    /** As above, and what is done depends on who asks. */
    <T> T selfOr(ApiKeyScope scope, String operation, Function<AgentModel, T> self, Function<AgentModel, T> byKey) {
        Optional<ApiKeyCaller> caller = ApiKeyCaller.of(session, operation);
        return caller.isPresent() ? byKey.apply(agent(caller.get(), scope)) : self.apply(self());
    }

    /** The agent, for an API key with that scope only. */
    AgentModel byKey(ApiKeyScope scope, String operation) {
        return agent(ApiKeyCaller.require(session, operation), scope);
    }

    /** A caller who may not see all agents is refused before it learns what exists. */
    private AgentModel agent(ApiKeyCaller caller, ApiKeyScope scope) {
        AimPermissions permissions = caller.permissions(scope);
        Optional<AgentModel> agent = session.getProvider(AgentProvider.class).getById(realm, agentId);
        permissions.require(
                scope.needs(),
                agent.map(found -> realm.getClientById(found.getClientUuid())).orElse(null));
        return agent.orElseThrow(AgentAccess::unknown);
    }

    /** The agent, for itself only. */
    AgentModel self() {
        return self(RuntimeCaller.require(session));
    }

    /** Another agent's id is answered as one that does not exist. */
    private AgentModel self(RuntimeCaller caller) {
        AgentModel agent = caller.requireAgent();
        if (!"me".equals(agentId) && !agent.getId().equals(agentId)) {
            throw unknown();
        }
        return agent;
    }

    private static AimException unknown() {
        return AimException.notFound("No such agent");
    }
}
