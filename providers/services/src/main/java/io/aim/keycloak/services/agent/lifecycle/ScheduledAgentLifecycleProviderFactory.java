package io.aim.keycloak.services.agent.lifecycle;

import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.capability.CapabilityProvider;
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
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Runs {@link AgentHousekeeping} on a thread of its own, from the end of the database migration on. */
public final class ScheduledAgentLifecycleProviderFactory
        implements AgentLifecycleProviderFactory, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(ScheduledAgentLifecycleProviderFactory.class);

    private static final String INTERVAL = "interval-seconds";
    private static final int DEFAULT_INTERVAL = 10;

    private final LastSeen lastSeen = new LastSeen(
            (session, seen) -> session.getProvider(AgentProvider.class).noteSeen(seen));
    private final LastSeen lastUsed = new LastSeen(
            (session, used) -> session.getProvider(CapabilityProvider.class).noteUsed(used));
    private int intervalSeconds;
    private @Nullable KeycloakSessionFactory sessions;
    private @Nullable ScheduledExecutorService executor;
    private @Nullable ScheduledFuture<?> running;
    private boolean failing;

    private record Recorder(LastSeen lastSeen, LastSeen lastUsed) implements AgentLifecycleProvider {

        @Override
        public void seen(String agentId, Instant at) {
            lastSeen.note(agentId, at);
        }

        @Override
        public void used(String grantId, Instant at) {
            lastUsed.note(grantId, at);
        }

        @Override
        public void close() {
            // the notes belong to the factory
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
        sessions = factory;
        AgentHousekeeping housekeeping = new AgentHousekeeping(factory);
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "aim-agent-lifecycle");
            thread.setDaemon(true);
            return thread;
        });
        running = executor.scheduleWithFixedDelay(
                () -> run(factory, housekeeping), intervalSeconds, intervalSeconds, TimeUnit.SECONDS);
    }

    private void run(KeycloakSessionFactory factory, AgentHousekeeping housekeeping) {
        try {
            lastSeen.write(factory);
            lastUsed.write(factory);
            housekeeping.run();
            failing = false;
        } catch (Throwable e) { // whatever escapes would end the work for good
            if (!failing) {
                LOG.warnf(e, "What time demands of agents is not done; it is tried again in %d s", intervalSeconds);
                failing = true;
            }
        }
    }

    @Override
    public AgentLifecycleProvider create(KeycloakSession session) {
        return new Recorder(lastSeen, lastUsed);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(INTERVAL)
                .type("int")
                .helpText("Seconds between two rounds: last-seen times, grace periods, expiry dates, missing sponsors.")
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
        if (running != null) {
            running.cancel(true);
        }
        if (executor != null) {
            executor.shutdownNow();
        }
        if (sessions != null) {
            try {
                lastSeen.write(sessions);
                lastUsed.write(sessions);
            } catch (RuntimeException e) {
                LOG.debugf(e, "Last-seen times are lost: the database is gone already");
            }
        }
    }
}
