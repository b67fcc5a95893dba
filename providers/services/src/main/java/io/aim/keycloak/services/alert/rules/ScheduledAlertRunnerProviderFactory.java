package io.aim.keycloak.services.alert.rules;

import io.aim.keycloak.services.alert.mail.AlertAnnouncer;
import io.aim.keycloak.services.alert.mail.AlertSender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

/** Runs the rules, and tells people, on a thread of its own each, from the end of the database migration on. */
public final class ScheduledAlertRunnerProviderFactory
        implements AlertRunnerProviderFactory, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(ScheduledAlertRunnerProviderFactory.class);

    private static final String INTERVAL = "interval-millis";
    private static final String STALLED = "sequencer-stalled-seconds";
    private static final String MAIL_INTERVAL = "mail-interval-millis";
    private static final int DEFAULT_INTERVAL = 1_000;
    private static final int DEFAULT_MAIL_INTERVAL = 5_000;
    private static final int DEFAULT_STALLED = 60;

    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private int intervalMillis;
    private int mailIntervalMillis;
    private int stalledSeconds;
    private @Nullable ScheduledExecutorService executor;

    private record Running() implements AlertRunnerProvider {

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
        mailIntervalMillis = config.getInt(MAIL_INTERVAL, DEFAULT_MAIL_INTERVAL);
        stalledSeconds = config.getInt(STALLED, DEFAULT_STALLED);
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
        SequencerWatch sequencer = new SequencerWatch(factory, Duration.ofSeconds(stalledSeconds));
        TrailWatch trail = new TrailWatch(factory, sequencer);
        executor = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "aim-alert-runner");
            thread.setDaemon(true);
            return thread;
        });
        AlertAnnouncer announcer = new AlertAnnouncer(factory);
        AlertSender sender = new AlertSender(factory);
        var unusedMail = executor.scheduleWithFixedDelay(
                () -> {
                    attempt("the outbox of alerts", announcer::run);
                    attempt("e-mail about alerts", sender::run);
                },
                0,
                mailIntervalMillis,
                TimeUnit.MILLISECONDS);
        var unused = executor.scheduleWithFixedDelay(
                () -> {
                    attempt("the sequencer", sequencer::look);
                    attempt(
                            "any realm",
                            () -> trail.realms()
                                    .forEach(realmId -> attempt("realm " + realmId, () -> trail.look(realmId))));
                },
                0,
                intervalMillis,
                TimeUnit.MILLISECONDS);
    }

    /** Whatever escapes would end the work for good; the log has each fault once until it is over. */
    private void attempt(String what, Runnable work) {
        try {
            work.run();
            failing.remove(what);
        } catch (Throwable e) {
            if (failing.add(what)) {
                LOG.warnf(e, "Alerts: %s cannot be looked at; what is there waits", what);
            }
        }
    }

    @Override
    public AlertRunnerProvider create(KeycloakSession session) {
        return new Running();
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(INTERVAL)
                .type("int")
                .helpText("Milliseconds between two looks at the trail.")
                .defaultValue(DEFAULT_INTERVAL)
                .add()
                .property()
                .name(MAIL_INTERVAL)
                .type("int")
                .helpText("Milliseconds between two looks for e-mail about alerts.")
                .defaultValue(DEFAULT_MAIL_INTERVAL)
                .add()
                .property()
                .name(STALLED)
                .type("int")
                .helpText("Seconds that an event may wait for its number before that is an alert.")
                .defaultValue(DEFAULT_STALLED)
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                INTERVAL,
                String.valueOf(intervalMillis),
                MAIL_INTERVAL,
                String.valueOf(mailIntervalMillis),
                STALLED,
                String.valueOf(stalledSeconds));
    }

    @Override
    public synchronized void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
