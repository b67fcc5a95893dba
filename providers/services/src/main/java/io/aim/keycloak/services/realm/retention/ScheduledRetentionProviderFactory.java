package io.aim.keycloak.services.realm.retention;

import io.aim.keycloak.services.alert.KeptAlerts;
import io.aim.keycloak.services.capability.KeptCapabilityRequests;
import io.aim.keycloak.services.retention.KeptRecords;
import io.aim.keycloak.services.retention.RetentionRound;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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

/** Runs {@link RetentionRound} on a thread of its own, from the end of the database migration on. */
public final class ScheduledRetentionProviderFactory
        implements RetentionProviderFactory, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(ScheduledRetentionProviderFactory.class);

    private static final String INTERVAL = "interval-seconds";
    private static final int DEFAULT_INTERVAL = 3_600;

    /** All that is removed; audit events and decisions have rules of their own. */
    private static final List<KeptRecords> KINDS = List.of(new KeptAlerts(), new KeptCapabilityRequests());

    private int intervalSeconds;
    private boolean failing;
    private @Nullable ScheduledExecutorService executor;

    private record Running() implements RetentionProvider {

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
        intervalSeconds = Math.max(1, config.getInt(INTERVAL, DEFAULT_INTERVAL));
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
        if (executor != null) {
            return;
        }
        RetentionRound round = new RetentionRound(factory, KINDS);
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "aim-retention");
            thread.setDaemon(true);
            return thread;
        });
        var unused =
                executor.scheduleWithFixedDelay(() -> run(round), intervalSeconds, intervalSeconds, TimeUnit.SECONDS);
    }

    private void run(RetentionRound round) {
        try {
            round.run();
            failing = false;
        } catch (Throwable e) { // whatever escapes would end the work for good
            if (!failing) {
                LOG.warnf(e, "What realms keep no longer is not removed; it is tried again in %d s", intervalSeconds);
                failing = true;
            }
        }
    }

    @Override
    public RetentionProvider create(KeycloakSession session) {
        return new Running();
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(INTERVAL)
                .type("int")
                .helpText("Seconds between two rounds that remove what realms keep no longer.")
                .defaultValue(DEFAULT_INTERVAL)
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(INTERVAL, String.valueOf(intervalSeconds));
    }

    @Override
    public synchronized void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
