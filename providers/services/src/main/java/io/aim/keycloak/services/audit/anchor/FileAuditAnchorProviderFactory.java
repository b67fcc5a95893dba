package io.aim.keycloak.services.audit.anchor;

import io.aim.keycloak.spi.audit.anchor.AuditAnchorProvider;
import io.aim.keycloak.spi.audit.anchor.AuditAnchorProviderFactory;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** Keeps checkpoints as files in a directory, for instance on a disk that can be written once. */
public final class FileAuditAnchorProviderFactory implements AuditAnchorProviderFactory {

    private static final String DIRECTORY = "directory";

    private @Nullable Path directory;

    @Override
    public String getId() {
        return "file";
    }

    @Override
    public void init(Config.Scope config) {
        String path = config.get(DIRECTORY);
        directory = path == null || path.isBlank() ? null : Path.of(path);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // nothing to start
    }

    @Override
    public boolean isConfigured() {
        return directory != null;
    }

    @Override
    public AuditAnchorProvider create(KeycloakSession session) {
        if (directory == null) {
            throw new IllegalStateException("spi-aim-audit-anchor--file--directory is not set");
        }
        return new CheckpointDirectory(directory);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(DIRECTORY)
                .type("string")
                .helpText("Existing directory that gets every checkpoint as <realm id>/<tree size>.checkpoint.")
                .add()
                .build();
    }

    @Override
    public void close() {
        // nothing to release
    }
}
