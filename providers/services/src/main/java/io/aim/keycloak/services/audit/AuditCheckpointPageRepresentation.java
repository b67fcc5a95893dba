package io.aim.keycloak.services.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of checkpoints, the largest tree first.
 *
 * @param next value for {@code after}; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AuditCheckpointPage")
public record AuditCheckpointPageRepresentation(
        List<AuditCheckpointRepresentation> items, @Nullable String next) {

    /** The first {@code size} of what was found; more means that there is a next page. */
    static AuditCheckpointPageRepresentation of(List<StoredCheckpoint> found, int size) {
        List<StoredCheckpoint> page = found.subList(0, Math.min(size, found.size()));
        return new AuditCheckpointPageRepresentation(
                page.stream().map(AuditCheckpointRepresentation::of).toList(),
                found.size() > size ? String.valueOf(page.get(size - 1).size()) : null);
    }
}
