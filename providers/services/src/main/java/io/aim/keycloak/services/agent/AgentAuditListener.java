package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.services.agent.snapshot.AgentSnapshotProvider;
import io.aim.keycloak.services.agent.snapshot.CachedAgent;
import io.aim.keycloak.services.audit.RequestOrigin;
import io.aim.keycloak.services.audit.writing.AuditWriterProvider;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
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

    private static final Set<EventType> TOKEN_ISSUED = EnumSet.of(
            EventType.CLIENT_LOGIN,
            EventType.CODE_TO_TOKEN,
            EventType.REFRESH_TOKEN,
            EventType.TOKEN_EXCHANGE,
            EventType.PERMISSION_TOKEN,
            EventType.OAUTH2_DEVICE_CODE_TO_TOKEN,
            EventType.AUTHREQID_TO_TOKEN);

    private static final String ERROR = "_ERROR";

    @Override
    public void onEvent(Event event) {
        Map<String, String> details = event.getDetails();
        if (details == null
                || !(details.containsKey(AgentEventDetails.AGENT_ID)
                        || details.containsKey(AgentEventDetails.REASON_CODE))) {
            return;
        }
        boolean refused = event.getType().name().endsWith(ERROR);
        if (refused || TOKEN_ISSUED.contains(event.getType())) {
            session.getProvider(AuditWriterProvider.class).write(entry(event, details, refused));
        }
    }

    private AuditEvent entry(Event event, Map<String, String> details, boolean refused) {
        String agentId = details.get(AgentEventDetails.AGENT_ID);
        String agentName = details.get(AgentEventDetails.AGENT_NAME);
        AuditEvent.Builder entry = AuditEvent.of(
                refused ? AuditAction.AGENT_TOKEN_REFUSED : AuditAction.AGENT_TOKEN_ISSUED,
                event.getRealmId(),
                Instant.ofEpochMilli(event.getTime()),
                agentId == null ? AuditActor.ANONYMOUS : new AuditActor(AuditActorKind.AGENT, agentId, agentName));
        if (agentId != null) {
            entry.target("agent", agentId, agentName);
        }
        if (refused) {
            String reason = details.get(AgentEventDetails.REASON_CODE);
            entry.ended(AuditResult.DENIED, reason == null ? event.getError() : reason);
        }
        String tokenId = details.get(Details.TOKEN_ID);
        return entry.correlationId(tokenId == null ? details.get(Details.CLIENT_ASSERTION_ID) : tokenId)
                .from(event.getIpAddress(), RequestOrigin.of(session).userAgent())
                .keyThumbprint(details.get(AgentEventDetails.KEY_THUMBPRINT))
                .trustScore(agentId == null ? null : trustScore(event))
                .detail("client_id", event.getClientId())
                .detail("assertion_id", details.get(Details.CLIENT_ASSERTION_ID))
                .detail("grant_type", details.get(Details.GRANT_TYPE))
                .detail("scope", details.get(Details.SCOPE))
                .detail("finding", details.get(AgentEventDetails.FINDING))
                .build();
    }

    private @Nullable BigDecimal trustScore(Event event) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = realm == null || event.getClientId() == null
                ? null
                : session.clients().getClientByClientId(realm, event.getClientId());
        return client == null
                ? null
                : session.getProvider(AgentSnapshotProvider.class)
                        .get(realm, client.getId())
                        .map(CachedAgent::snapshot)
                        .map(agent -> agent.trustScore())
                        .orElse(null);
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
