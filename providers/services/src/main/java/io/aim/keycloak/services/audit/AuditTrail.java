package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.mcp.McpServerModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Writes events in the session's transaction, together with the change that they are about. Who acts, from where, and
 * which request it is come from the session.
 */
public final class AuditTrail {

    private static final String REQUEST_ID = "aim.request-id";
    private static final String CALLER = "aim.audit-caller";

    private record Caller(AuditActor actor, @Nullable String onBehalfOf) {}

    private final KeycloakSession session;
    private final RealmModel realm;

    public AuditTrail(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Begins an event of whoever sent the current request. */
    public AuditEvent.Builder begin(AuditAction action) {
        return begin(action, caller());
    }

    /** Begins an event of that actor. */
    public AuditEvent.Builder begin(AuditAction action, AuditActor actor) {
        AuditEvent.Builder event =
                AuditEvent.of(action, realm.getId(), Instant.ofEpochMilli(Time.currentTimeMillis()), actor);
        RequestOrigin origin = RequestOrigin.of(session);
        Caller caller = session.getAttribute(CALLER, Caller.class);
        if (caller != null && caller.actor().equals(actor)) {
            event.onBehalfOf(caller.onBehalfOf());
        }
        return event.from(origin.sourceIp(), origin.userAgent()).correlationId(requestId());
    }

    /** Begins an event about an agent. */
    public AuditEvent.Builder begin(AuditAction action, AgentModel agent) {
        return about(begin(action), agent);
    }

    /** Begins an event about an MCP server. */
    public AuditEvent.Builder begin(AuditAction action, McpServerModel server) {
        return begin(action).target(AuditTarget.MCP_SERVER, server.getId(), server.getName());
    }

    /** Makes the agent the target. */
    public static AuditEvent.Builder about(AuditEvent.Builder event, AgentModel agent) {
        return event.target(AuditTarget.AGENT, agent.getId(), agent.getName()).trustScore(agent.getTrustScore());
    }

    /** Adds the event to the session's transaction. */
    public void write(AuditEvent.Builder event) {
        session.getProvider(AuditProvider.class).append(List.of(event.build()));
    }

    /** Says who sent the current request where Keycloak cannot know it: an API key, for the user who answers for it. */
    public static void authenticated(KeycloakSession session, AuditActor actor, String onBehalfOf) {
        session.setAttribute(CALLER, new Caller(actor, onBehalfOf));
    }

    /** Events of that session are of that actor: a session made inside of a request does not know who sent it. */
    public static void actAs(KeycloakSession inner, AuditActor actor) {
        inner.setAttribute(CALLER, new Caller(actor, null));
    }

    /** Does something in the name of that actor, whoever sent the current request. */
    public static void as(KeycloakSession session, AuditActor actor, Runnable action) {
        Caller caller = session.getAttribute(CALLER, Caller.class);
        session.setAttribute(CALLER, new Caller(actor, null));
        try {
            action.run();
        } finally {
            session.setAttribute(CALLER, caller);
        }
    }

    /** Who sent the current request. */
    public AuditActor caller() {
        Caller caller = session.getAttribute(CALLER, Caller.class);
        if (caller != null) {
            return caller.actor();
        }
        UserModel user = session.getContext().getUser();
        if (user == null) {
            return RequestOrigin.of(session).sourceIp() == null ? AuditActor.SYSTEM : AuditActor.ANONYMOUS;
        }
        return agentOf(user)
                .map(agent -> new AuditActor(AuditActorKind.AGENT, agent.getId(), agent.getName()))
                .orElseGet(() -> new AuditActor(AuditActorKind.USER, user.getId(), user.getUsername()));
    }

    /** Who answers for the current request: the creator of an API key, or else whoever sent it. */
    public AuditActor answerable() {
        Caller caller = session.getAttribute(CALLER, Caller.class);
        return caller == null || caller.onBehalfOf() == null
                ? caller()
                : new AuditActor(AuditActorKind.USER, caller.onBehalfOf(), null);
    }

    /** An agent may be an administrator by its service account. */
    private Optional<AgentModel> agentOf(UserModel user) {
        String clientUuid = user.getServiceAccountClientLink();
        ClientModel client = clientUuid == null ? null : realm.getClientById(clientUuid);
        return client == null
                ? Optional.empty()
                : session.getProvider(AgentProvider.class).getByClient(realm, client.getId());
    }

    private String requestId() {
        String id = session.getAttribute(REQUEST_ID, String.class);
        if (id == null) {
            id = KeycloakModelUtils.generateId();
            session.setAttribute(REQUEST_ID, id);
        }
        return id;
    }
}
