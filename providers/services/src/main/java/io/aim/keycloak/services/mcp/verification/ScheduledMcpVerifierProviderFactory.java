package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.mcp.VerificationState;
import io.aim.keycloak.services.outbound.TxtRecords;
import io.aim.keycloak.spi.mcp.McpVerification;
import io.aim.keycloak.spi.mcp.McpVerificationProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Carries out verifications on threads of its own, from the end of the database migration on. */
public final class ScheduledMcpVerifierProviderFactory
        implements McpVerifierProviderFactory, ServerInfoAwareProviderFactory {

    private static final String INTERVAL = "interval-millis";
    private static final String THREADS = "threads";
    private static final String CLAIM = "claim-seconds";
    private static final String DNS = "dns-servers";
    private static final int DEFAULT_INTERVAL = 1_000;
    private static final int DEFAULT_THREADS = 4;
    private static final int DEFAULT_CLAIM = 60;

    /** Requests that wait for a result at a time; each keeps a thread of the server. */
    private static final int WAITING = 16;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 100;

    private final Semaphore waiting = new Semaphore(WAITING);
    private int intervalMillis = DEFAULT_INTERVAL;
    private int threads = DEFAULT_THREADS;
    private Duration claim = Duration.ofSeconds(DEFAULT_CLAIM);
    private TxtRecords records = TxtRecords.from("");
    private @Nullable VerificationSchedule schedule;

    private record Verifier(VerificationSchedule schedule, InTransaction transactions, Semaphore waiting)
            implements McpVerifierProvider {

        @Override
        public void wake() {
            schedule.wake();
        }

        @Override
        public McpVerification await(String realmId, McpVerification verification) {
            if (!waiting.tryAcquire()) {
                return verification;
            }
            try {
                return look(realmId, verification);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return verification;
            } finally {
                waiting.release();
            }
        }

        private McpVerification look(String realmId, McpVerification verification) throws InterruptedException {
            long end = System.nanoTime() + LONGEST_WAIT.toNanos();
            McpVerification seen = verification;
            while (seen.state() == VerificationState.RUNNING && System.nanoTime() - end < 0) {
                Thread.sleep(LOOK_MILLIS);
                seen = transactions
                        .inRealm(
                                realmId,
                                (session, realm) -> session.getProvider(McpVerificationProvider.class)
                                        .get(realm, verification.serverId(), verification.id()))
                        .orElse(verification);
            }
            return seen;
        }

        @Override
        public void close() {
            // a value
        }
    }

    @Override
    public String getId() {
        return "scheduled";
    }

    @Override
    public void init(Config.Scope config) {
        intervalMillis = config.getInt(INTERVAL, DEFAULT_INTERVAL);
        threads = config.getInt(THREADS, DEFAULT_THREADS);
        claim = Duration.ofSeconds(config.getInt(CLAIM, DEFAULT_CLAIM));
        records = TxtRecords.from(config.get(DNS, ""));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                start(factory);
            }
        });
    }

    private synchronized void start(KeycloakSessionFactory factory) {
        if (schedule == null) {
            schedule = new VerificationSchedule(
                    new InTransaction(factory), new VerificationRun(factory, records, claim), threads);
            schedule.start(intervalMillis);
        }
    }

    @Override
    public synchronized McpVerifierProvider create(KeycloakSession session) {
        if (schedule == null) {
            throw new IllegalStateException("The server is not started");
        }
        return new Verifier(schedule, new InTransaction(session.getKeycloakSessionFactory()), waiting);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(INTERVAL)
                .type("int")
                .helpText("Milliseconds between two looks for MCP servers to verify.")
                .defaultValue(DEFAULT_INTERVAL)
                .add()
                .property()
                .name(THREADS)
                .type("int")
                .helpText("Verifications that a node carries out at a time.")
                .defaultValue(DEFAULT_THREADS)
                .add()
                .property()
                .name(CLAIM)
                .type("int")
                .helpText("Seconds after which another node takes over a verification that a node did not finish.")
                .defaultValue(DEFAULT_CLAIM)
                .add()
                .property()
                .name(DNS)
                .type("string")
                .helpText("Name servers for TXT records, host:port separated by commas; else those of the machine.")
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(INTERVAL, String.valueOf(intervalMillis), THREADS, String.valueOf(threads));
    }

    @Override
    public synchronized void close() {
        if (schedule != null) {
            schedule.close();
        }
    }
}
