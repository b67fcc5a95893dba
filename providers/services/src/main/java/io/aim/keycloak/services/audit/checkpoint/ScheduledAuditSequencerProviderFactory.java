package io.aim.keycloak.services.audit.checkpoint;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Runs {@link AuditSequencer} on a thread of its own, from the end of the database migration on. */
public final class ScheduledAuditSequencerProviderFactory
        implements AuditSequencerProviderFactory, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(ScheduledAuditSequencerProviderFactory.class);

    private static final double NANOS_PER_SECOND = 1e9;
    private static final String INTERVAL = "interval-millis";
    private static final String CHECKPOINT = "checkpoint-interval-seconds";
    private static final int DEFAULT_INTERVAL = 500;
    private static final int DEFAULT_CHECKPOINT = 50;

    private int intervalMillis;
    private int checkpointSeconds;
    private @Nullable ScheduledExecutorService executor;
    private @Nullable ScheduledFuture<?> running;
    private @Nullable Gauge gauge;
    private @Nullable Gauge age;
    private volatile long lag;
    private volatile long lastSuccess = System.nanoTime();
    private boolean failing;

    private record Lag(long lag) implements AuditSequencerProvider {

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
        checkpointSeconds = config.getInt(CHECKPOINT, DEFAULT_CHECKPOINT);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                start(new AuditSequencer(factory, Duration.ofSeconds(checkpointSeconds)));
            }
        });
    }

    private synchronized void start(AuditSequencer sequencer) {
        if (executor != null) {
            return;
        }
        gauge = Gauge.builder("keycloak.aim.audit.lag", this, factory -> factory.lag)
                .description("Events of all realms that have no number in their tree yet")
                .register(Metrics.globalRegistry);
        age = Gauge.builder(
                        "keycloak.aim.audit.sequencer.age",
                        this,
                        factory -> (System.nanoTime() - factory.lastSuccess) / NANOS_PER_SECOND)
                .description("Seconds since this node's last round of background work that succeeded")
                .register(Metrics.globalRegistry);
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "aim-audit-sequencer");
            thread.setDaemon(true);
            return thread;
        });
        running = executor.scheduleWithFixedDelay(() -> run(sequencer), 0, intervalMillis, TimeUnit.MILLISECONDS);
    }

    private void run(AuditSequencer sequencer) {
        try {
            lag = sequencer.run();
            lastSuccess = System.nanoTime();
            failing = false;
        } catch (Throwable e) { // whatever escapes would end the work for good
            if (!failing) {
                LOG.warnf(e, "The audit trail is not sequenced; events stay safe and wait");
                failing = true;
            }
        }
    }

    @Override
    public AuditSequencerProvider create(KeycloakSession session) {
        return new Lag(lag);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(INTERVAL)
                .type("int")
                .helpText("Milliseconds between two rounds that give events their numbers.")
                .defaultValue(DEFAULT_INTERVAL)
                .add()
                .property()
                .name(CHECKPOINT)
                .type("int")
                .helpText("Seconds after which a tree that has grown gets a signed checkpoint.")
                .defaultValue(DEFAULT_CHECKPOINT)
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                INTERVAL,
                String.valueOf(intervalMillis),
                CHECKPOINT,
                String.valueOf(checkpointSeconds),
                "lag",
                String.valueOf(lag));
    }

    @Override
    public synchronized void close() {
        if (gauge != null) {
            Metrics.globalRegistry.remove(gauge);
        }
        if (age != null) {
            Metrics.globalRegistry.remove(age);
        }
        if (running != null) {
            running.cancel(true);
        }
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
