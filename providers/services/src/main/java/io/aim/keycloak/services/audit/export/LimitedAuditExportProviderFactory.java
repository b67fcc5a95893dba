package io.aim.keycloak.services.audit.export;

import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Exports, a few at a time: each of them keeps a thread busy for as long as its caller reads. */
public final class LimitedAuditExportProviderFactory
        implements AuditExportProviderFactory, ServerInfoAwareProviderFactory {

    private static final String PARALLEL = "max-parallel";
    private static final int DEFAULT_PARALLEL = 4;

    private int parallel = DEFAULT_PARALLEL;
    private ExportSlots slots = new ExportSlots(DEFAULT_PARALLEL, System::nanoTime);

    private record Exports(KeycloakSessionFactory factory, ExportSlots slots) implements AuditExportProvider {

        @Override
        public Optional<StreamingOutput> export(
                RealmModel realm, AuditQuery query, ExportFormat format, Supplier<StoredCheckpoint> checkpoint) {
            ExportSlots.Slot slot = slots.take().orElse(null);
            if (slot == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(new AuditExport(
                        factory, realm.getId(), realm.getName(), query, format, checkpoint.get(), slot));
            } catch (RuntimeException e) {
                slot.end();
                throw e;
            }
        }

        @Override
        public void close() {
            // a value
        }
    }

    @Override
    public String getId() {
        return "limited";
    }

    @Override
    public void init(Config.Scope config) {
        parallel = config.getInt(PARALLEL, DEFAULT_PARALLEL);
        slots = new ExportSlots(parallel, System::nanoTime);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // nothing to register
    }

    @Override
    public AuditExportProvider create(KeycloakSession session) {
        return new Exports(session.getKeycloakSessionFactory(), slots);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(PARALLEL)
                .type("int")
                .helpText("Most exports of the audit trail that this node streams at a time.")
                .defaultValue(DEFAULT_PARALLEL)
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(PARALLEL, String.valueOf(parallel));
    }

    @Override
    public void close() {
        // nothing to release
    }
}
