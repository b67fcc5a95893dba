package io.aim.keycloak.services.apikey.hash;

import io.aim.keycloak.core.apikey.Peppers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.vault.VaultStringSecret;

/** SHA-256, or HMAC-SHA-256 where the operator gives a pepper. A pepper that cannot be read stops the server's start. */
public final class Sha256ApiKeyHashProviderFactory
        implements ApiKeyHashProviderFactory, ServerInfoAwareProviderFactory {

    private static final String FILE = "pepper-file";
    private static final String VAULT = "pepper-vault";

    private Peppers ofFile = Peppers.NONE;
    private @Nullable String vaultReference;

    private record Provided(
            KeycloakSession session,
            Peppers ofFile,
            @Nullable String vaultReference) implements ApiKeyHashProvider {

        @Override
        public Peppers peppers() {
            if (vaultReference == null) {
                return ofFile;
            }
            try (VaultStringSecret secret = session.vault().getStringSecret(vaultReference)) {
                return Peppers.parse(secret.get()
                        .orElseThrow(() -> new IllegalStateException("The vault has no pepper for API keys")));
            }
        }

        @Override
        public void close() {
            // a value
        }
    }

    @Override
    public String getId() {
        return "sha256";
    }

    @Override
    public void init(Config.Scope config) {
        String file = config.get(FILE);
        vaultReference = config.get(VAULT);
        if (file != null && vaultReference != null) {
            throw new IllegalStateException("Give the pepper of API keys by " + FILE + " or by " + VAULT);
        }
        ofFile = file == null ? Peppers.NONE : read(Path.of(file));
    }

    private static Peppers read(Path file) {
        try {
            return Peppers.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The pepper of API keys cannot be read", e);
        }
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // nothing to register
    }

    @Override
    public ApiKeyHashProvider create(KeycloakSession session) {
        return new Provided(session, ofFile, vaultReference);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(FILE)
                .type("string")
                .helpText("File with a pepper of at least 32 characters per line, the one for new keys first.")
                .add()
                .property()
                .name(VAULT)
                .type("string")
                .helpText("Reference into the vault of the realm, as ${vault.name}, to the same instead of a file.")
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of("pepper", String.valueOf(ofFile != Peppers.NONE || vaultReference != null));
    }

    @Override
    public void close() {
        // nothing to release
    }
}
