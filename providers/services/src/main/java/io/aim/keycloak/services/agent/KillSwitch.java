package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.audit.checkpoint.AuditAuthority;
import io.aim.keycloak.services.capability.CapabilityRequests;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Ends everything that an agent holds: tokens and sessions, and its keys where the cut is for good. The receipt says what,
 * and stands in the audit trail.
 */
final class KillSwitch {

    /** Value of {@code typ} of a receipt (RFC 8725 §3.11). */
    static final String RECEIPT_TYPE = "aim-receipt+jwt";

    /**
     * Times in tokens are whole seconds, and another node may know the agent for up to a second longer: tokens of this
     * and the next second must be among those that end.
     */
    private static final int MARGIN_SECONDS = 2;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AuditTrail trail;

    KillSwitch(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.trail = new AuditTrail(session, realm);
    }

    /**
     * Cuts; the agent's row is locked.
     *
     * @param action what happens to the agent, in one word
     * @param revokeKeys whether its keys end too, and what was asked for it is void
     */
    ReceiptRepresentation cut(AgentModel agent, String action, boolean revokeKeys, @Nullable String reason) {
        long begun = System.nanoTime();
        Instant at = Instant.ofEpochMilli(Time.currentTimeMillis());
        int notBefore = (int) at.getEpochSecond() + MARGIN_SECONDS;
        List<String> keys = revokeKeys ? revokeKeys(agent, reason) : List.of();
        if (revokeKeys) {
            new CapabilityRequests(session, realm).cancelAll(agent, action);
        }
        AgentSessions.Ended ended = cutSessions(agent, notBefore);
        return record(
                new ReceiptRepresentation(
                        KeycloakModelUtils.generateId(),
                        agent.getId(),
                        agent.getName(),
                        action,
                        at.toString(),
                        Instant.ofEpochSecond(notBefore).toString(),
                        ended.own(),
                        ended.others(),
                        keys,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                        null),
                agent,
                reason);
    }

    private static List<String> revokeKeys(AgentModel agent, @Nullable String reason) {
        List<String> thumbprints = agent.getKeys().stream()
                .filter(key -> key.state().canBecome(KeyState.REVOKED))
                .map(AgentKey::thumbprint)
                .toList();
        thumbprints.forEach(thumbprint -> agent.revokeKey(thumbprint, reason));
        return thumbprints;
    }

    private AgentSessions.Ended cutSessions(AgentModel agent, int notBefore) {
        ClientModel client = realm.getClientById(agent.getClientUuid());
        if (client == null) {
            return AgentSessions.Ended.NONE;
        }
        BackingClient.enable(session, client, false);
        return new AgentSessions(session, realm).end(client, notBefore);
    }

    private ReceiptRepresentation record(ReceiptRepresentation receipt, AgentModel agent, @Nullable String reason) {
        String jws = AuditAuthority.sign(session, realm, RECEIPT_TYPE, claims(receipt))
                .orElse(null);
        String[] parts = jws == null ? new String[3] : jws.split("\\.", 3);
        trail.write(trail.begin(AuditAction.AGENT_CUT, agent)
                .correlationId(receipt.id())
                .detail("action", receipt.action())
                .detail("reason", reason)
                .detail("not_before", receipt.notBefore())
                .detail("sessions", String.valueOf(receipt.sessions()))
                .detail("client_sessions", String.valueOf(receipt.clientSessions()))
                .detail("keys", String.join(" ", receipt.keys()))
                .detail("duration_ms", String.valueOf(receipt.durationMillis()))
                .detail("receipt_header", parts[0])
                .detail("receipt_payload", parts[1])
                .detail("receipt_signature", parts[2]));
        return receipt.signed(jws);
    }

    private static Map<String, Object> claims(ReceiptRepresentation receipt) {
        Map<String, Object> claims = new TreeMap<>();
        claims.put("jti", receipt.id());
        claims.put("sub", receipt.agentId());
        claims.put("action", receipt.action());
        claims.put("at", receipt.at());
        claims.put("not_before", receipt.notBefore());
        claims.put("sessions", receipt.sessions());
        claims.put("client_sessions", receipt.clientSessions());
        claims.put("keys", receipt.keys());
        claims.put("duration_ms", receipt.durationMillis());
        return claims;
    }

    /** Waits until new tokens of the agent can be told from those that were cut; two seconds at most. */
    void awaitEndOf(AgentModel agent) {
        ClientModel client = realm.getClientById(agent.getClientUuid());
        long wait = client == null ? 0 : client.getNotBefore() * 1000L - Time.currentTimeMillis();
        if (wait > 0 && wait <= TimeUnit.SECONDS.toMillis(MARGIN_SECONDS)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
        }
    }
}
