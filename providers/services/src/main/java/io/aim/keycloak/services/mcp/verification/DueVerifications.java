package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.core.mcp.VerificationMethod;
import io.aim.keycloak.spi.mcp.McpServerDue;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import io.aim.keycloak.spi.mcp.McpServerVerification;
import io.aim.keycloak.spi.mcp.McpVerification;
import io.aim.keycloak.spi.mcp.McpVerificationProvider;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Asks for verifications of servers whose time has come. Nodes may do so at the same time: a server has one running. */
record DueVerifications(InTransaction transactions) {

    /** Servers in one round; what is left is the next one's. */
    private static final int BATCH = 50;

    void request(Instant now) {
        for (McpServerDue due : transactions.call(
                session -> session.getProvider(McpServerProvider.class).dueForCheck(now, BATCH))) {
            transactions.inRealm(due.realmId(), (session, realm) -> request(session, realm, due.serverId(), now));
        }
    }

    /** Under the lock of the server: another node may have asked, and been answered, since the list was read. */
    private static Optional<McpVerification> request(
            KeycloakSession session, RealmModel realm, String serverId, Instant now) {
        McpVerificationProvider verifications = session.getProvider(McpVerificationProvider.class);
        Optional<McpServerVerification> known = session.getProvider(McpServerProvider.class)
                .getByIdForUpdate(realm, serverId)
                .filter(server -> server.getStatus() == McpServerStatus.VERIFIED)
                .map(McpServerModel::getVerification)
                .filter(verification -> isDue(verification, now));
        // a server is verified once somebody asked for it; only a request knows the realm's issuer
        Optional<String> issuer = verifications.newest(realm, serverId).map(McpVerification::issuer);
        if (known.isEmpty() || issuer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(verifications.request(
                realm,
                serverId,
                Objects.requireNonNullElse(known.get().method(), VerificationMethod.CHALLENGE),
                issuer.get(),
                null,
                now));
    }

    private static boolean isDue(McpServerVerification verification, Instant now) {
        Instant next = verification.nextCheckAt();
        return next != null && !next.isAfter(now);
    }
}
