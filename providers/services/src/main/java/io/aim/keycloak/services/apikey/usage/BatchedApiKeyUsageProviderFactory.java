package io.aim.keycloak.services.apikey.usage;

import io.aim.keycloak.spi.apikey.ApiKey;
import io.aim.keycloak.spi.apikey.ApiKeyProvider;
import io.aim.keycloak.spi.apikey.ApiKeyUse;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.util.Time;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.services.resources.ShutdownDelayInitiatedEvent;

/** Counts in memory; a thread of its own writes every few seconds, and often once the server is about to stop. */
public final class BatchedApiKeyUsageProviderFactory
        implements ApiKeyUsageProviderFactory, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(BatchedApiKeyUsageProviderFactory.class);

    private static final String INTERVAL = "flush-interval-millis";
    private static final int DEFAULT_INTERVAL = 5_000;
    private static final int LAST_INTERVAL = 50;

    private final UsageCounters counters = new UsageCounters();
    private int intervalMillis;
    private @Nullable ScheduledExecutorService executor;
    private @Nullable ScheduledFuture<?> running;
    private boolean failing;

    private record Counting(KeycloakSession session, UsageCounters counters) implements ApiKeyUsageProvider {

        @Override
        public void count(ApiKey key, String operation) {
            Instant time = Instant.ofEpochMilli(Time.currentTimeMillis());
            session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    ended(true);
                }

                @Override
                protected void rollbackImpl() {
                    ended(false);
                }

                private void ended(boolean success) {
                    counters.count(key.id(), key.realmId(), operation, time, success);
                    Metrics.counter(
                                    "keycloak.aim.api.key.requests",
                                    "operation",
                                    operation,
                                    "result",
                                    success ? "success" : "error")
                            .increment();
                }
            });
        }

        @Override
        public void close() {
            // the counters belong to the node
        }
    }

    @Override
    public String getId() {
        return "batched";
    }

    @Override
    public void init(Config.Scope config) {
        intervalMillis = config.getInt(INTERVAL, DEFAULT_INTERVAL);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                start(factory);
            } else if (event instanceof ShutdownDelayInitiatedEvent) {
                hurry(factory);
            }
        });
    }

    private synchronized void start(KeycloakSessionFactory factory) {
        if (executor != null) {
            return;
        }
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "aim-api-key-usage");
            thread.setDaemon(true);
            return thread;
        });
        running = schedule(executor, factory, intervalMillis);
    }

    private ScheduledFuture<?> schedule(ScheduledExecutorService on, KeycloakSessionFactory factory, int millis) {
        return on.scheduleWithFixedDelay(() -> flush(factory), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** When providers are closed the database is closed already: what the last requests do is written while they run. */
    private synchronized void hurry(KeycloakSessionFactory factory) {
        if (executor == null || running == null) {
            return;
        }
        running.cancel(false);
        flush(factory);
        running = schedule(executor, factory, Math.min(intervalMillis, LAST_INTERVAL));
    }

    private void flush(KeycloakSessionFactory factory) {
        try {
            counters.write(Instant.ofEpochMilli(Time.currentTimeMillis()), uses -> store(factory, uses));
            failing = false;
        } catch (Throwable e) { // whatever escapes would end the work for good
            Metrics.counter("keycloak.aim.api.key.usage.failures").increment();
            if (!failing) {
                LOG.warn("The usage of API keys cannot be written; it is kept and tried again", e);
                failing = true;
            }
        }
    }

    private static void store(KeycloakSessionFactory factory, List<ApiKeyUse> uses) {
        KeycloakModelUtils.runJobInTransaction(
                factory, session -> session.getProvider(ApiKeyProvider.class).addUses(uses));
    }

    @Override
    public ApiKeyUsageProvider create(KeycloakSession session) {
        return new Counting(session, counters);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(INTERVAL)
                .type("int")
                .helpText("Milliseconds between two writes of how often API keys were used.")
                .defaultValue(DEFAULT_INTERVAL)
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(INTERVAL, String.valueOf(intervalMillis));
    }

    @Override
    public synchronized void close() {
        if (running != null) {
            running.cancel(false);
        }
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
