package io.aim.keycloak.services.audit.retention;

import io.aim.keycloak.core.audit.AuditCategory;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Days that events are kept for, by category.
 *
 * @param authentication tokens issued and refused
 * @param administration changes
 * @param decision answers to what an agent may do
 */
@Schema(name = "AuditRetention")
public record AuditRetentionRepresentation(int authentication, int administration, int decision) {

    static AuditRetentionRepresentation of(Map<AuditCategory, Integer> days) {
        return new AuditRetentionRepresentation(
                days.get(AuditCategory.AUTHENTICATION),
                days.get(AuditCategory.ADMINISTRATION),
                days.get(AuditCategory.DECISION));
    }
}
