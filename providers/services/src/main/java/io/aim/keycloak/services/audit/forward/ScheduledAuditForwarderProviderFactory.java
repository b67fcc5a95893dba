package io.aim.keycloak.services.audit.forward;

import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.forward.AllowedReceivers;
import io.aim.keycloak.core.audit.forward.Receiver;
import io.aim.keycloak.spi.audit.ForwardingSettings;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.truststore.TruststoreProvider;

/** Forwards on threads of its own, from the end of the database migration on. */
public final class ScheduledAuditForwarderProviderFactory
        implements AuditForwarderProviderFactory, ServerInfoAwareProviderFactory {

    private static final String ALLOWED = "allowed-receivers";
    private static final String INTERVAL = "interval-millis";
    private static final String TIMEOUT = "timeout-millis";
    private static final int DEFAULT_INTERVAL = 1_000;
    private static final int DEFAULT_TIMEOUT = 10_000;

    /** Each holds a thread and a database connection for as long as the receiver lets it wait. */
    private static final int TESTS_AT_A_TIME = 2;

    private final Semaphore tests = new Semaphore(TESTS_AT_A_TIME);
    private String allowedReceivers = "";
    private int intervalMillis;
    private Duration timeout = Duration.ofMillis(DEFAULT_TIMEOUT);
    private @Nullable Started started;

    private record Started(Delivery delivery, MessageOrigin origin, ForwardMetrics metrics, ForwardSchedule schedule) {}

    private record Provider(Delivery delivery, MessageOrigin origin, Semaphore tests)
            implements AuditForwarderProvider {

        @Override
        public boolean allows(Receiver receiver) {
            return delivery.allows(receiver);
        }

        @Override
        public String refusal(Receiver receiver) {
            return delivery.refusal(receiver);
        }

        @Override
        public Optional<String> send(ForwardingSettings settings, AuditEvent event) {
            if (!tests.tryAcquire()) {
                return Optional.of("Others test their receivers: try again in a moment");
            }
            try {
                delivery.deliver(settings, List.of(origin.message(settings.format(), null, event)));
                return Optional.empty();
            } catch (NotDeliveredException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            } finally {
                tests.release();
            }
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
        allowedReceivers = config.get(ALLOWED, "");
        AllowedReceivers.parse(allowedReceivers); // a server with a list that it does not understand does not start
        intervalMillis = config.getInt(INTERVAL, DEFAULT_INTERVAL);
        timeout = Duration.ofMillis(config.getInt(TIMEOUT, DEFAULT_TIMEOUT));
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
        if (started != null) {
            return;
        }
        Delivery delivery = new Delivery(AllowedReceivers.parse(allowedReceivers), timeout, () -> serverTrust(factory));
        MessageOrigin origin = MessageOrigin.here();
        ForwardMetrics metrics = new ForwardMetrics();
        ForwardSchedule schedule = new ForwardSchedule(new AuditForwarder(factory, delivery, origin, metrics), metrics);
        started = new Started(delivery, origin, metrics, schedule);
        schedule.start(intervalMillis);
    }

    private static @Nullable KeyStore serverTrust(KeycloakSessionFactory factory) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            TruststoreProvider trust = session.getProvider(TruststoreProvider.class);
            return trust == null ? null : trust.getTruststore();
        });
    }

    private synchronized Started started() {
        if (started == null) {
            throw new IllegalStateException("The server is not started");
        }
        return started;
    }

    @Override
    public AuditForwarderProvider create(KeycloakSession session) {
        Started parts = started();
        return new Provider(parts.delivery(), parts.origin(), tests);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(ALLOWED)
                .type("string")
                .helpText("Receivers that realms may forward their audit trail to, separated by commas: host:port,"
                        + " host:* for every port, tcp://host:port for plain TCP. Without it no realm forwards.")
                .defaultValue("")
                .add()
                .property()
                .name(INTERVAL)
                .type("int")
                .helpText("Milliseconds between two looks for events to forward.")
                .defaultValue(DEFAULT_INTERVAL)
                .add()
                .property()
                .name(TIMEOUT)
                .type("int")
                .helpText("Milliseconds that a receiver may take for each of: the connection, the TLS handshake, a"
                        + " batch, and closing.")
                .defaultValue(DEFAULT_TIMEOUT)
                .add()
                .build();
    }

    @Override
    public synchronized Map<String, String> getOperationalInfo() {
        return Map.of(
                INTERVAL,
                String.valueOf(intervalMillis),
                TIMEOUT,
                String.valueOf(timeout.toMillis()),
                "lag",
                String.valueOf(started == null ? 0 : started.metrics().lag()));
    }

    @Override
    public synchronized void close() {
        if (started != null) {
            started.schedule().close();
            started.metrics().close();
        }
    }
}
