package io.aim.keycloak.services.apikey.leak;

import java.io.IOException;
import java.net.URI;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Trusts the keys that GitHub publishes, where the operator says so. */
public final class GitHubSecretScanningProviderFactory
        implements SecretScanningProviderFactory, ServerInfoAwareProviderFactory {

    private static final String URL = "public-keys-url";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final ScannerKeys keys = new ScannerKeys();
    private @Nullable String url;
    private @Nullable KeyDownload download;

    private record Trust(@Nullable KeyDownload download, ScannerKeys keys) implements SecretScanningProvider {

        @Override
        public boolean isEnabled() {
            return download != null;
        }

        @Override
        public Optional<PublicKey> publicKey(String identifier) throws IOException {
            return download == null
                    ? Optional.empty()
                    : keys.get(identifier, Instant.ofEpochMilli(Time.currentTimeMillis()), download::fetch);
        }

        @Override
        public void close() {
            // the keys belong to the node
        }
    }

    @Override
    public String getId() {
        return "github";
    }

    @Override
    public void init(Config.Scope config) {
        url = config.get(URL);
        if (url != null && !isSafe(URI.create(url))) {
            throw new IllegalStateException(URL + " must be an https address");
        }
        download = url == null ? null : KeyDownload.of(URI.create(url));
    }

    private static boolean isSafe(URI uri) {
        return "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost())));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // nothing to register
    }

    @Override
    public SecretScanningProvider create(KeycloakSession session) {
        return new Trust(download, keys);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(URL)
                .type("string")
                .helpText("Where GitHub publishes the keys that sign reports of leaked API keys:"
                        + " https://api.github.com/meta/public_keys/secret_scanning. Without it, reports are refused.")
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(URL, String.valueOf(url));
    }

    @Override
    public void close() {
        // nothing to release
    }
}
