package io.aim.keycloak.services.audit.anchor;

import io.aim.keycloak.services.outbound.ServerTrust;
import io.aim.keycloak.spi.audit.anchor.AuditAnchorProvider;
import io.aim.keycloak.spi.audit.anchor.AuditAnchorProviderFactory;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.truststore.TruststoreProvider;

/** Posts checkpoints to an address of the operator; trusts whom the server trusts. */
public final class HttpsAuditAnchorProviderFactory implements AuditAnchorProviderFactory {

    private static final String URL = "url";
    private static final String TOKEN_FILE = "token-file";
    private static final String TIMEOUT = "timeout-millis";
    private static final int DEFAULT_TIMEOUT = 10_000;

    /** Connecting and answering each have this long. */
    private static final long LONGEST_TIMEOUT = AuditAnchorProvider.LONGEST.toMillis() / 2;

    private @Nullable AnchorAddress address;
    private @Nullable Path tokenFile;
    private Duration timeout = Duration.ofMillis(DEFAULT_TIMEOUT);
    private @Nullable HttpClient client;

    @Override
    public String getId() {
        return "https";
    }

    @Override
    public void init(Config.Scope config) {
        String url = config.get(URL);
        address = url == null || url.isBlank() ? null : new AnchorAddress(url);
        String file = config.get(TOKEN_FILE);
        tokenFile = file == null || file.isBlank() ? null : Path.of(file);
        timeout = Duration.ofMillis(config.getInt(TIMEOUT, DEFAULT_TIMEOUT));
        if (timeout.toMillis() < 1 || timeout.toMillis() > LONGEST_TIMEOUT) {
            throw new IllegalArgumentException(
                    "spi-aim-audit-anchor--https--timeout-millis must be from 1 to " + LONGEST_TIMEOUT);
        }
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // nothing to start
    }

    @Override
    public boolean isConfigured() {
        return address != null;
    }

    @Override
    public AuditAnchorProvider create(KeycloakSession session) {
        if (address == null) {
            throw new IllegalStateException("spi-aim-audit-anchor--https--url is not set");
        }
        return new HttpsAnchor(client(session), address, tokenFile, timeout);
    }

    private synchronized HttpClient client(KeycloakSession session) {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(timeout)
                    .sslContext(ServerTrust.context(session.getProvider(TruststoreProvider.class)))
                    .build();
        }
        return client;
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(URL)
                .type("string")
                .helpText("https address that gets every checkpoint by POST; {realm} stands for the id of the realm.")
                .add()
                .property()
                .name(TOKEN_FILE)
                .type("string")
                .helpText("File with the bearer token to send, read every time.")
                .add()
                .property()
                .name(TIMEOUT)
                .type("int")
                .helpText("Milliseconds that the connection, and then the answer, may take; at most 15000.")
                .defaultValue(DEFAULT_TIMEOUT)
                .add()
                .build();
    }

    @Override
    public synchronized void close() {
        client = null;
    }
}
