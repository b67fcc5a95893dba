package io.aim.keycloak.services.audit.retention;

import io.aim.keycloak.core.audit.AuditCategory;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Number of events removed, by category. */
@Schema(name = "AuditRemoval")
public record AuditRemovalRepresentation(long authentication, long administration, long decision) {

    static AuditRemovalRepresentation of(Map<AuditCategory, Long> removed) {
        return new AuditRemovalRepresentation(
                removed.getOrDefault(AuditCategory.AUTHENTICATION, 0L),
                removed.getOrDefault(AuditCategory.ADMINISTRATION, 0L),
                removed.getOrDefault(AuditCategory.DECISION, 0L));
    }
}
