package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.services.agent.authentication.Ed25519JwtClientAuthenticator;
import io.aim.keycloak.services.agent.lifecycle.AgentLifecycleProvider;
import io.aim.keycloak.services.agent.snapshot.AgentSnapshotProvider;
import io.aim.keycloak.services.agent.snapshot.CachedAgent;
import io.aim.keycloak.services.audit.RequestOrigin;
import io.aim.keycloak.services.audit.writing.AuditUnavailableException;
import io.aim.keycloak.services.audit.writing.AuditWriterProvider;
import io.aim.keycloak.services.rest.CommitRefusal;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Tokens that agents get or are refused go to the audit trail and are durable before the response leaves, whatever
 * becomes of the request's own transaction.
 */
record AgentAuditListener(KeycloakSession session) implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(AgentAuditListener.class);

    private static final Set<EventType> TOKEN_REQUESTS = EnumSet.of(
            EventType.CLIENT_LOGIN,
            EventType.LOGIN,
            EventType.JWT_AUTHORIZATION_GRANT,
            EventType.VERIFIABLE_CREDENTIAL_PRE_AUTHORIZED_GRANT,
            EventType.CODE_TO_TOKEN,
            EventType.REFRESH_TOKEN,
            EventType.TOKEN_EXCHANGE,
            EventType.PERMISSION_TOKEN,
            EventType.OAUTH2_DEVICE_CODE_TO_TOKEN,
            EventType.AUTHREQID_TO_TOKEN);

    private static final String ERROR = "_ERROR";

    @Override
    public void onEvent(Event event) {
        try {
            Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
            if (details.containsKey(AgentEventDetails.AUDIT_UNAVAILABLE)) {
                CommitRefusal.refuse(session, AuditUnavailableException::new);
                return;
            }
            String type = event.getType().name();
            boolean refused = type.endsWith(ERROR);
            boolean refusedByUs = refused && details.containsKey(AgentEventDetails.REASON_CODE);
            EventType request = refused ? base(type) : event.getType();
            if (refusedByUs || (request != null && TOKEN_REQUESTS.contains(request))) {
                ClientModel client = agentsClient(event);
                if (client != null || refusedByUs) {
                    CachedAgent agent = agent(client, refused);
                    session.getProvider(AuditWriterProvider.class)
                            .write(entry(event, details, agent, refused), () -> rememberUnavailable(event));
                    if (agent != null && !refused) {
                        session.getProvider(AgentLifecycleProvider.class)
                                .seen(agent.snapshot().agentId(), Instant.ofEpochMilli(event.getTime()));
                    }
                }
            }
        } catch (RuntimeException e) {
            CommitRefusal.refuse(session, () -> e); // without its row the response must not leave
        }
    }

    /**
     * Keycloak makes a second error of the refused commit of the first, with the same event: it is not to wait again, and
     * not to say anything else.
     */
    private static void rememberUnavailable(Event event) {
        Map<String, String> details = new HashMap<>();
        if (event.getDetails() != null) {
            details.putAll(event.getDetails());
        }
        details.put(AgentEventDetails.AUDIT_UNAVAILABLE, "true");
        event.setDetails(details);
    }

    private static @Nullable EventType base(String error) {
        String name = error.substring(0, error.length() - ERROR.length());
        return TOKEN_REQUESTS.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The client of the event if it is an agent's, whichever way it authenticated. */
    private @Nullable ClientModel agentsClient(Event event) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = realm == null || event.getClientId() == null
                ? null
                : session.clients().getClientByClientId(realm, event.getClientId());
        return client != null && Ed25519JwtClientAuthenticator.PROVIDER_ID.equals(client.getClientAuthenticatorType())
                ? client
                : null;
    }

    /** A refusal is recorded even of an agent whose rows cannot be read. */
    private @Nullable CachedAgent agent(@Nullable ClientModel client, boolean refused) {
        if (client == null) {
            return null;
        }
        try {
            return session.getProvider(AgentSnapshotProvider.class)
                    .get(client.getRealm(), client.getId())
                    .orElse(null);
        } catch (RuntimeException e) {
            if (!refused) {
                throw e;
            }
            LOG.warnf(e, "The agent of client %s cannot be read", client.getId());
            return null;
        }
    }

    private AuditEvent entry(Event event, Map<String, String> details, @Nullable CachedAgent cached, boolean refused) {
        AgentSnapshot agent = cached == null ? null : cached.snapshot();
        AuditEvent.Builder entry = AuditEvent.of(
                refused ? AuditAction.AGENT_TOKEN_REFUSED : AuditAction.AGENT_TOKEN_ISSUED,
                event.getRealmId(),
                Instant.ofEpochMilli(event.getTime()),
                agent == null
                        ? AuditActor.ANONYMOUS
                        : new AuditActor(AuditActorKind.AGENT, agent.agentId(), agent.name()));
        if (agent != null) {
            entry.target(AuditTarget.AGENT, agent.agentId(), agent.name()).trustScore(agent.trustScore());
        }
        if (refused) {
            String reason = details.get(AgentEventDetails.REASON_CODE);
            entry.ended(AuditResult.DENIED, reason == null ? event.getError() : reason);
        }
        String tokenId = details.get(Details.TOKEN_ID);
        return entry.correlationId(tokenId == null ? details.get(Details.CLIENT_ASSERTION_ID) : tokenId)
                .from(event.getIpAddress(), RequestOrigin.of(session).userAgent())
                .keyThumbprint(details.get(AgentEventDetails.KEY_THUMBPRINT))
                .detail("client_id", event.getClientId())
                .detail("event_type", event.getType().name().toLowerCase(Locale.ROOT))
                .detail("assertion_id", details.get(Details.CLIENT_ASSERTION_ID))
                .detail("grant_type", details.get(Details.GRANT_TYPE))
                .detail("scope", details.get(Details.SCOPE))
                .detail("resource", refused ? null : session.getAttribute(AgentEventDetails.RESOURCE, String.class))
                .detail("finding", details.get(AgentEventDetails.FINDING))
                .build();
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        // changes to agents are written together with the change
    }

    @Override
    public void close() {
        // stateless
    }
}
