package io.aim.keycloak.services.audit.anchor;

import io.aim.keycloak.spi.audit.anchor.AuditAnchorProvider;
import io.aim.keycloak.spi.audit.anchor.AuditAnchorProviderFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Gives checkpoints to every configured anchor on a thread of its own, from the end of the database migration on. */
public final class ScheduledAuditAnchoringProviderFactory
        implements AuditAnchoringProviderFactory, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(ScheduledAuditAnchoringProviderFactory.class);

    private static final String INTERVAL = "interval-millis";
    private static final int DEFAULT_INTERVAL = 1_000;

    private int intervalMillis;
    private List<Running> running = List.of();

    /** One anchor at work. */
    private static final class Running implements AutoCloseable {

        private final String anchor;
        private final Anchoring anchoring;
        private final ScheduledExecutorService executor;
        private boolean failing;

        Running(KeycloakSessionFactory factory, String anchor, int intervalMillis) {
            this.anchor = anchor;
            this.anchoring = new Anchoring(factory, anchor);
            this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "aim-audit-anchor-" + anchor);
                thread.setDaemon(true);
                return thread;
            });
            var unused = executor.scheduleWithFixedDelay(this::run, 0, intervalMillis, TimeUnit.MILLISECONDS);
        }

        private void run() {
            try {
                anchoring.run();
                failing = false;
            } catch (Throwable e) { // whatever escapes would end the work for good
                if (!failing && !executor.isShutdown()) {
                    LOG.warnf(e, "Anchor %s gets no checkpoints; they wait", anchor);
                    failing = true;
                }
            }
        }

        @Override
        public void close() {
            executor.shutdownNow();
            anchoring.metrics().close();
        }
    }

    private record Anchors(List<String> anchors) implements AuditAnchoringProvider {

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
        if (running.isEmpty()) {
            running = factory.getProviderFactoriesStream(AuditAnchorProvider.class)
                    .filter(anchor -> anchor instanceof AuditAnchorProviderFactory known && known.isConfigured())
                    .map(anchor -> new Running(factory, anchor.getId(), intervalMillis))
                    .toList();
        }
    }

    private synchronized List<String> anchors() {
        return running.stream().map(one -> one.anchor).toList();
    }

    @Override
    public AuditAnchoringProvider create(KeycloakSession session) {
        return new Anchors(anchors());
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(INTERVAL)
                .type("int")
                .helpText("Milliseconds between two looks for checkpoints that an anchor has not got.")
                .defaultValue(DEFAULT_INTERVAL)
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(INTERVAL, String.valueOf(intervalMillis), "anchors", String.join(", ", anchors()));
    }

    @Override
    public synchronized void close() {
        running.forEach(Running::close);
    }
}
