package io.aim.keycloak.services.audit.writing;

import io.micrometer.core.instrument.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** One writer per node; see {@link GroupCommit}. */
public final class GroupCommitAuditWriterProviderFactory
        implements AuditWriterProviderFactory, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(GroupCommitAuditWriterProviderFactory.class);

    private static final String QUEUE = "queue-capacity";
    private static final String BATCH = "max-batch";
    private static final String TIMEOUT = "timeout-millis";
    private static final String DATABASE_TIMEOUT = "database-timeout-millis";
    private static final String SPILL = "spill-directory";
    private static final int DEFAULT_QUEUE = 10_000;
    private static final int DEFAULT_BATCH = 250;
    private static final int DEFAULT_TIMEOUT = 5_000;
    private static final int DEFAULT_DATABASE_TIMEOUT = 3_000;
    private static final int DEFAULT_DATABASE_TIMEOUT_WITH_SPILL = 1_500;
    private static final Duration REPLAY_INTERVAL = Duration.ofSeconds(5);
    /** Without a spill file somebody's request has to find out that the database is back. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** With one, the replay finds out; only where it has nothing to replay a request does. */
    private static final Duration PAUSE_WITH_SPILL = Duration.ofSeconds(20);

    private int queueCapacity;
    private int maxBatch;
    private Duration timeout = Duration.ofMillis(DEFAULT_TIMEOUT);
    private Duration databaseTimeout = Duration.ofMillis(DEFAULT_DATABASE_TIMEOUT);
    private @Nullable String spillDirectory;
    private @Nullable AuditWriter writer;
    private AuditWriterMetrics metrics = AuditWriterMetrics.NONE;

    @Override
    public String getId() {
        return "group-commit";
    }

    @Override
    public void init(Config.Scope config) {
        queueCapacity = config.getInt(QUEUE, DEFAULT_QUEUE);
        maxBatch = config.getInt(BATCH, DEFAULT_BATCH);
        timeout = Duration.ofMillis(config.getInt(TIMEOUT, DEFAULT_TIMEOUT));
        spillDirectory = config.get(SPILL);
        databaseTimeout = Duration.ofMillis(config.getInt(
                DATABASE_TIMEOUT,
                spillDirectory == null ? DEFAULT_DATABASE_TIMEOUT : DEFAULT_DATABASE_TIMEOUT_WITH_SPILL));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        ConnectionHeadroom.of(ConfigProvider.getConfig()).warning().ifPresent(LOG::warn);
        AuditWriter started = new AuditWriter(
                queueCapacity,
                maxBatch,
                spillDirectory == null ? null : new SpillFile(Path.of(spillDirectory)),
                REPLAY_INTERVAL,
                new DatabaseStore(factory, databaseTimeout, spillDirectory == null ? PAUSE : PAUSE_WITH_SPILL));
        writer = started;
        metrics = AuditWriterMetrics.register(Metrics.globalRegistry, started);
        started.observe(metrics);
    }

    @Override
    public AuditWriterProvider create(KeycloakSession session) {
        AuditWriter started = writer;
        if (started == null) {
            throw new IllegalStateException("The server is not started");
        }
        return new GroupCommitAuditWriterProvider(session, started::submit, this::durable);
    }

    private boolean durable(CompletableFuture<Void> event) {
        long start = System.nanoTime();
        try {
            event.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            LOG.debugf(e, "An audit event is not durable");
            return false;
        } catch (TimeoutException e) {
            event.cancel(false); // what still waits is not written later: the request was refused
            LOG.warnf("An audit event is not durable after %d ms", timeout.toMillis());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            metrics.waited(System.nanoTime() - start);
        }
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(QUEUE)
                .type("int")
                .helpText("Most events that may wait for a batch; beyond it requests are refused with 503.")
                .defaultValue(DEFAULT_QUEUE)
                .add()
                .property()
                .name(BATCH)
                .type("int")
                .helpText("Most events that share a commit.")
                .defaultValue(DEFAULT_BATCH)
                .add()
                .property()
                .name(TIMEOUT)
                .type("int")
                .helpText("Milliseconds that a request waits for its event to be durable before it fails with 503.")
                .defaultValue(DEFAULT_TIMEOUT)
                .add()
                .property()
                .name(DATABASE_TIMEOUT)
                .type("int")
                .helpText("Milliseconds that the database may take for a batch before it counts as hanging; default "
                        + DEFAULT_DATABASE_TIMEOUT + ", with a spill directory " + DEFAULT_DATABASE_TIMEOUT_WITH_SPILL
                        + ".")
                .add()
                .property()
                .name(SPILL)
                .type("string")
                .helpText(
                        "Directory on a durable disk of this node. If set, requests go on while the database takes no"
                                + " events: these are kept there and written to the database later. If not, they fail with 503.")
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                QUEUE, String.valueOf(queueCapacity),
                BATCH, String.valueOf(maxBatch),
                TIMEOUT, String.valueOf(timeout.toMillis()),
                DATABASE_TIMEOUT, String.valueOf(databaseTimeout.toMillis()),
                SPILL, String.valueOf(spillDirectory));
    }

    @Override
    public void close() {
        metrics.close();
        if (writer != null) {
            writer.close();
        }
    }
}
