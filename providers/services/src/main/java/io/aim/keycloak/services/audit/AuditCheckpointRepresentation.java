package io.aim.keycloak.services.audit;

import io.aim.keycloak.spi.audit.StoredCheckpoint;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A signed head of the realm's Merkle tree.
 *
 * @param treeSize number of leaves
 * @param createdAt ISO 8601, UTC
 * @param note C2SP signed note
 * @param verifierKey C2SP verifier key of its signature
 */
@Schema(name = "AuditCheckpoint")
public record AuditCheckpointRepresentation(long treeSize, String createdAt, String note, String verifierKey) {

    static AuditCheckpointRepresentation of(StoredCheckpoint checkpoint) {
        return new AuditCheckpointRepresentation(
                checkpoint.size(), checkpoint.createdAt().toString(), checkpoint.note(), checkpoint.verifierKey());
    }
}
