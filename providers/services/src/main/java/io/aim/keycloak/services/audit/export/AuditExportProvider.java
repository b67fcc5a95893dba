package io.aim.keycloak.services.audit.export;

import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/** Exports of the audit trail from this node. */
public interface AuditExportProvider extends Provider {

    /** Seconds after which it is worth to try again where there are too many exports. */
    int RETRY_SECONDS = 30;

    /**
     * An archive to stream, which no longer needs the session.
     *
     * @param checkpoint what the export ends with; asked for only if there are not too many exports
     * @return empty if there are too many exports at the moment
     */
    Optional<StreamingOutput> export(
            RealmModel realm, AuditQuery query, ExportFormat format, Supplier<StoredCheckpoint> checkpoint);
}
