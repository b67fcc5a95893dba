package io.aim.keycloak.services.outbound;

import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.outbound.OutboundPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.util.Environment;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.truststore.TruststoreProvider;

/** Connects to hosts of the internet, and to internal ones that the operator lets realms open, and that the realm opened. */
public final class GuardedOutboundProviderFactory implements OutboundProviderFactory, ServerInfoAwareProviderFactory {

    private static final String OPENABLE = "openable-ranges";
    private static final String CONNECT = "connect-timeout-millis";
    private static final String READ = "read-timeout-millis";
    private static final String TOTAL = "timeout-millis";
    private static final String MAX_BYTES = "max-response-bytes";

    /** Networks of organisations; not this machine, where what is on it trusts what is on it. */
    private static final String DEFAULT_OPENABLE = "10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fc00::/7";

    private static final String DEVELOPMENT_OPENABLE = DEFAULT_OPENABLE + ",127.0.0.0/8,::1";
    private static final int DEFAULT_CONNECT = 3_000;
    private static final int DEFAULT_READ = 5_000;
    private static final int DEFAULT_TOTAL = 10_000;
    private static final int DEFAULT_BYTES = 64 * 1024;

    private final BoundedLookup lookup = new BoundedLookup(HostLookup.SYSTEM);
    private final OutboundMetrics metrics = new OutboundMetrics();
    private final boolean development = Environment.isDevMode();
    private List<IpRange> openable = List.of();
    private OutboundLimits limits = new OutboundLimits(
            Duration.ofMillis(DEFAULT_CONNECT),
            Duration.ofMillis(DEFAULT_READ),
            Duration.ofMillis(DEFAULT_TOTAL),
            DEFAULT_BYTES);
    private @Nullable SSLContext tls;

    @Override
    public String getId() {
        return "guarded";
    }

    @Override
    public void init(Config.Scope config) {
        openable = ranges(config.get(OPENABLE, development ? DEVELOPMENT_OPENABLE : DEFAULT_OPENABLE));
        limits = new OutboundLimits(
                Duration.ofMillis(config.getInt(CONNECT, DEFAULT_CONNECT)),
                Duration.ofMillis(config.getInt(READ, DEFAULT_READ)),
                Duration.ofMillis(config.getInt(TOTAL, DEFAULT_TOTAL)),
                config.getInt(MAX_BYTES, DEFAULT_BYTES));
    }

    private static List<IpRange> ranges(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> IpRange.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException("spi-aim-outbound--guarded--" + OPENABLE + ": '"
                                + text + "' is no range of addresses in CIDR notation")))
                .toList();
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // nothing to register
    }

    @Override
    public OutboundProvider create(KeycloakSession session) {
        return new Guarded(session);
    }

    private final class Guarded implements OutboundProvider {

        private final KeycloakSession session;

        Guarded(KeycloakSession session) {
            this.session = session;
        }

        @Override
        public OutboundClient client(RealmModel realm) {
            OutboundPolicy policy = new OutboundPolicy(development, openable, OutboundSettings.allowed(realm));
            return new OutboundClient(policy, limits, lookup, trust(session), metrics::failed);
        }

        @Override
        public void close() {
            // a value
        }
    }

    private synchronized SSLContext trust(KeycloakSession session) {
        if (tls == null) {
            tls = ServerTrust.context(session.getProvider(TruststoreProvider.class));
        }
        return tls;
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(OPENABLE)
                .type("string")
                .helpText("Ranges of internal addresses that realms may open for requests to hosts that they name, in"
                        + " CIDR notation, separated by commas; with start-dev the machine itself is one of them.")
                .defaultValue(DEFAULT_OPENABLE)
                .add()
                .property()
                .name(CONNECT)
                .type("int")
                .helpText("Milliseconds that a connection to one address of a host may take.")
                .defaultValue(DEFAULT_CONNECT)
                .add()
                .property()
                .name(READ)
                .type("int")
                .helpText("Milliseconds for which a host may be silent while it answers.")
                .defaultValue(DEFAULT_READ)
                .add()
                .property()
                .name(TOTAL)
                .type("int")
                .helpText("Milliseconds that everything may take: the lookup of the name, the connection, the answer.")
                .defaultValue(DEFAULT_TOTAL)
                .add()
                .property()
                .name(MAX_BYTES)
                .type("int")
                .helpText("Longest answer of a host, in bytes.")
                .defaultValue(DEFAULT_BYTES)
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                OPENABLE,
                String.valueOf(openable),
                TOTAL,
                String.valueOf(limits.total().toMillis()));
    }

    @Override
    public void close() {
        lookup.close();
    }
}
