package io.aim.keycloak.services.audit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That the second checkpoint's tree begins with the first one's (RFC 9162 §2.1.4).
 *
 * @param proof hashes, base64
 */
@Schema(name = "AuditConsistency")
public record AuditConsistencyRepresentation(
        AuditCheckpointRepresentation first, AuditCheckpointRepresentation second, List<String> proof) {}
