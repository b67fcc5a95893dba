package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.mcp.VerificationException;
import io.aim.keycloak.core.mcp.VerificationFailure;
import io.aim.keycloak.core.mcp.VerificationMethod;
import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.services.outbound.OutboundClient;
import io.aim.keycloak.services.outbound.OutboundProvider;
import io.aim.keycloak.services.outbound.TxtRecords;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import io.aim.keycloak.spi.mcp.McpVerification;
import io.aim.keycloak.spi.mcp.McpVerificationProvider;
import io.aim.keycloak.spi.mcp.McpVerificationWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Carries out one verification: claims it, asks the server without a transaction, and writes down what came of it, if the
 * claim is still held. A node that dies in between leaves the claim, which ends by itself.
 */
final class VerificationRun {

    private static final Logger LOG = Logger.getLogger(VerificationRun.class);

    private final InTransaction transactions;
    private final TxtRecords records;
    private final Duration claimed;
    private final VerificationMetrics metrics = new VerificationMetrics();

    /** @param claimed how long a claim holds: longer than any proof takes */
    VerificationRun(KeycloakSessionFactory factory, TxtRecords records, Duration claimed) {
        this.transactions = new InTransaction(factory);
        this.records = records;
        this.claimed = claimed;
    }

    private record Started(
            String realmId,
            String claim,
            McpVerification verification,
            @Nullable VerificationSubject subject,
            OutboundClient client) {}

    void run(McpVerificationWork work) {
        Optional<Started> started =
                transactions.inRealm(work.realmId(), (session, realm) -> start(session, realm, work));
        started.ifPresent(this::run);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    private Optional<Started> start(KeycloakSession session, RealmModel realm, McpVerificationWork work) {
        String claim = UUID.randomUUID().toString();
        Instant now = now();
        return session.getProvider(McpVerificationProvider.class)
                .claim(work, claim, now, now.plus(claimed))
                .map(verification -> new Started(
                        realm.getId(),
                        claim,
                        verification,
                        session.getProvider(McpServerProvider.class)
                                .getById(realm, verification.serverId())
                                .map(server -> VerificationSubject.of(server, verification.issuer()))
                                .orElse(null),
                        session.getProvider(OutboundProvider.class).client(realm)));
    }

    private void run(Started started) {
        long start = System.nanoTime();
        VerificationOutcome outcome = prove(started);
        transactions
                .inRealm(
                        started.realmId(),
                        (session, realm) -> Optional.ofNullable(new VerificationResults(session, realm)
                                .record(started.verification(), started.claim(), started.subject(), outcome)))
                .ifPresent(written -> metrics.finished(
                        started.verification().method(), written, Duration.ofNanos(System.nanoTime() - start)));
    }

    private VerificationOutcome prove(Started started) {
        VerificationSubject subject = started.subject();
        if (subject == null) {
            return VerificationOutcome.of(VerificationFailure.KEY_MISSING, "The MCP server has no public key");
        }
        try {
            proof(started.verification().method()).require(subject, started.client());
            return VerificationOutcome.SUCCESS;
        } catch (VerificationException e) {
            return VerificationOutcome.of(e);
        } catch (OutboundException e) {
            return VerificationOutcome.of(e);
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "Verification %s of an MCP server broke off",
                    started.verification().id());
            return VerificationOutcome.of(VerificationFailure.INTERNAL_ERROR, "The verification broke off on our side");
        }
    }

    private VerificationProof proof(VerificationMethod method) {
        return switch (method) {
            case CHALLENGE -> new ChallengeProof(transactions.factory());
            case DNS -> new DnsProof(records);
            case WELL_KNOWN -> new WellKnownProof();
        };
    }
}
