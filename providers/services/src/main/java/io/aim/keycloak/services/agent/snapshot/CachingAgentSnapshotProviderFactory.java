package io.aim.keycloak.services.agent.snapshot;

import io.aim.keycloak.spi.agent.AgentChanges;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentsChangedEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/**
 * Keeps snapshots in memory and polls the change stamps on a thread of its own: Keycloak's timer runs all its tasks on
 * one thread, where a long task would delay a suspension.
 */
public final class CachingAgentSnapshotProviderFactory
        implements AgentSnapshotProviderFactory, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(CachingAgentSnapshotProviderFactory.class);

    private static final String POLL_INTERVAL = "poll-interval-millis";
    private static final String STALENESS_LIMIT = "staleness-limit-millis";
    private static final String MAX_AGENTS = "max-agents";
    private static final int DEFAULT_POLL_INTERVAL = 250;
    private static final int DEFAULT_STALENESS_LIMIT = 900;
    private static final int DEFAULT_MAX_AGENTS = 100_000;

    private int pollInterval;
    private int stalenessLimit;
    private int maxAgents;

    @SuppressWarnings("NullAway.Init")
    private AgentSnapshotCache cache;

    private @Nullable ScheduledExecutorService poller;
    private @Nullable ScheduledFuture<?> polling;
    private @Nullable Gauge gauge;
    private boolean failing;
    private volatile boolean closing;

    @Override
    public String getId() {
        return "caching";
    }

    @Override
    public void init(Config.Scope config) {
        pollInterval = config.getInt(POLL_INTERVAL, DEFAULT_POLL_INTERVAL);
        stalenessLimit = config.getInt(STALENESS_LIMIT, DEFAULT_STALENESS_LIMIT);
        maxAgents = config.getInt(MAX_AGENTS, DEFAULT_MAX_AGENTS);
        cache = new AgentSnapshotCache(maxAgents, Duration.ofMillis(stalenessLimit), System::nanoTime);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof AgentsChangedEvent changed) {
                refreshNow(changed);
            }
        });
        gauge = Gauge.builder("keycloak.aim.agent.snapshots", cache, AgentSnapshotCache::size)
                .description("Agents held in this node's memory")
                .register(Metrics.globalRegistry);
        poller = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "aim-agent-snapshot-poller");
            thread.setDaemon(true);
            return thread;
        });
        polling = poller.scheduleWithFixedDelay(() -> poll(factory), pollInterval, pollInterval, TimeUnit.MILLISECONDS);
    }

    private void poll(KeycloakSessionFactory factory) {
        try {
            refresh(factory);
            failing = false;
        } catch (Throwable e) { // whatever escapes would end the polling for good
            if (closing) {
                LOG.debugf(e, "Agent changes cannot be read while the server stops");
            } else if (!failing) {
                LOG.warnf(e, "Agent changes cannot be read; agents are read from the database until this recovers");
                failing = true;
            }
        }
    }

    private void refreshNow(AgentsChangedEvent changed) {
        try {
            refresh(changed.factory());
        } catch (RuntimeException e) {
            LOG.debugf(e, "Agent changes cannot be read after a commit; forgetting realm %s", changed.realmId());
            cache.forget(changed.realmId());
        }
    }

    private void refresh(KeycloakSessionFactory factory) {
        cache.refresh(new AgentSnapshotCache.ChangeFeed() {
            @Override
            public Map<String, Long> stamps(Set<String> realmIds) {
                return KeycloakModelUtils.runJobInTransactionWithResult(
                        factory, session -> agents(session).stamps(realmIds));
            }

            @Override
            public AgentChanges changesSince(String realmId, long stamp) {
                return KeycloakModelUtils.runJobInTransactionWithResult(
                        factory, session -> agents(session).changesSince(realmId, stamp));
            }
        });
    }

    private static AgentProvider agents(KeycloakSession session) {
        return session.getProvider(AgentProvider.class);
    }

    @Override
    public AgentSnapshotProvider create(KeycloakSession session) {
        return new CachingAgentSnapshotProvider(session, cache);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(POLL_INTERVAL)
                .type("int")
                .helpText("Milliseconds between two looks at the change stamps.")
                .defaultValue(DEFAULT_POLL_INTERVAL)
                .add()
                .property()
                .name(STALENESS_LIMIT)
                .type("int")
                .helpText(
                        "Milliseconds without a successful look after which agents are read from the database instead.")
                .defaultValue(DEFAULT_STALENESS_LIMIT)
                .add()
                .property()
                .name(MAX_AGENTS)
                .type("int")
                .helpText("Most agents that a node keeps in memory.")
                .defaultValue(DEFAULT_MAX_AGENTS)
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                POLL_INTERVAL, String.valueOf(pollInterval),
                STALENESS_LIMIT, String.valueOf(stalenessLimit),
                MAX_AGENTS, String.valueOf(maxAgents));
    }

    @Override
    public void close() {
        closing = true;
        if (gauge != null) {
            Metrics.globalRegistry.remove(gauge);
        }
        if (polling != null) {
            polling.cancel(true);
        }
        if (poller != null) {
            poller.shutdownNow();
        }
    }
}
