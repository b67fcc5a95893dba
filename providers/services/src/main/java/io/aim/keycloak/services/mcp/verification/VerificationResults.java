package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertSignal;
import io.aim.keycloak.core.alert.AlertType;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.core.mcp.VerificationFailure;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.mcp.McpServerStatusService;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.alert.AlertProvider;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.mcp.McpServerKey;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import io.aim.keycloak.spi.mcp.McpServerVerification;
import io.aim.keycloak.spi.mcp.McpVerification;
import io.aim.keycloak.spi.mcp.McpVerificationProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Writes down what came of a verification, and draws the consequences: all in the session's transaction. */
final class VerificationResults {

    /** Failures in a row after which a verified server is suspended. */
    static final int FAILURES_TO_SUSPEND = 3;

    /** How long verifications are kept. */
    private static final Duration RETENTION = Duration.ofDays(90);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());

    VerificationResults(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * Ends the verification.
     *
     * @param subject what was to be proven, or null if there was nothing
     * @return what is written down; null if the claim is not held any more
     */
    @Nullable
    VerificationOutcome record(
            McpVerification verification,
            String claim,
            @Nullable VerificationSubject subject,
            VerificationOutcome outcome) {
        McpServerModel server = session.getProvider(McpServerProvider.class)
                .getByIdForUpdate(realm, verification.serverId())
                .orElse(null);
        if (server == null) {
            return null; // its verifications went with it
        }
        VerificationOutcome result = subject == null || subject.isStill(server)
                ? outcome
                : VerificationOutcome.of(
                        VerificationFailure.SERVER_CHANGED, "Key, address or status were changed meanwhile");
        McpVerificationProvider verifications = session.getProvider(McpVerificationProvider.class);
        if (!verifications.finish(realm, verification.id(), claim, result.failure(), result.detail(), now)) {
            return null;
        }
        verifications.removeBefore(realm, server.getId(), now.minus(RETENTION));
        AuditTrail.actAs(session, actor(verification.requestedBy()));
        if (result.isSuccess()) {
            succeeded(server, verification);
        } else {
            failed(server, verification, result);
        }
        return result;
    }

    private AuditActor actor(@Nullable String id) {
        if (id == null) {
            return AuditActor.SYSTEM;
        }
        boolean agent =
                session.getProvider(AgentProvider.class).getById(realm, id).isPresent();
        return new AuditActor(agent ? AuditActorKind.AGENT : AuditActorKind.USER, id, null);
    }

    private void succeeded(McpServerModel server, McpVerification verification) {
        server.setVerification(server.getVerification()
                .succeeded(
                        verification.method(),
                        now,
                        McpVerificationSettings.next(realm, now, ThreadLocalRandom.current())));
        AuditEvent unused = write(begin(AuditAction.MCP_SERVER_VERIFIED, server, verification));
        if (server.getStatus() == McpServerStatus.PENDING
                && new UserLookup(session, realm).isThere(server.getOwnerId())) {
            change(server, McpServerStatus.VERIFIED, null);
        }
    }

    private void failed(McpServerModel server, McpVerification verification, VerificationOutcome result) {
        McpServerVerification known = server.getVerification();
        Instant next = McpVerificationSettings.retry(realm, now, ThreadLocalRandom.current());
        McpServerVerification after = result.isNotTheServers()
                ? new McpServerVerification(
                        known.verifiedAt(), known.method(), known.lastCheckedAt(), next, known.failedChecks())
                : known.failed(now, next);
        AuditEvent event = write(begin(AuditAction.MCP_SERVER_VERIFICATION_FAILED, server, verification)
                .ended(AuditResult.FAILURE, result.failure())
                .detail("detail", result.detail())
                .detail("failed_checks", String.valueOf(after.failedChecks())));
        boolean verified = server.getStatus() == McpServerStatus.VERIFIED;
        boolean suspend = verified && after.failedChecks() >= FAILURES_TO_SUSPEND;
        // who reactivates it has to have it verified anew
        server.setVerification(
                suspend ? new McpServerVerification(null, null, now, null, after.failedChecks()) : after);
        if (suspend) {
            change(
                    server,
                    McpServerStatus.SUSPENDED,
                    "Verification failed " + after.failedChecks() + " times in a row: " + result.failure());
        }
        if (verified && !result.isNotTheServers()) {
            alert(server, event, suspend ? AlertSeverity.CRITICAL : AlertSeverity.HIGH);
        }
    }

    private void change(McpServerModel server, McpServerStatus status, @Nullable String reason) {
        McpServerStatus before = server.getStatus();
        server.changeStatus(status, reason);
        new McpServerStatusService(session, realm).follow(server, before);
    }

    private AuditEvent.Builder begin(AuditAction action, McpServerModel server, McpVerification verification) {
        McpServerKey key = server.getKey();
        return new AuditTrail(session, realm)
                .begin(action, server)
                .keyThumbprint(key == null ? null : key.thumbprint())
                .detail("method", verification.method().code())
                .detail("verification", verification.id());
    }

    private AuditEvent write(AuditEvent.Builder event) {
        AuditEvent built = event.build();
        session.getProvider(AuditProvider.class).append(List.of(built));
        return built;
    }

    private void alert(McpServerModel server, AuditEvent event, AlertSeverity severity) {
        AlertType type = AlertType.MCP_SERVER_UNVERIFIED;
        session.getProvider(AlertProvider.class)
                .raise(
                        realm,
                        AlertSignal.once(type, severity, server.getId(), null, null, event.id(), now)
                                .titled(server.getName() + ": " + type.title()));
    }
}
