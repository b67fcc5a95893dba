package io.aim.keycloak.services.audit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That an event is in the tree of a checkpoint (RFC 9162 §2.1.3).
 *
 * @param leaf the event in canonical form (RFC 8785); SHA-256 over a zero byte and its UTF-8 bytes is the leaf's hash
 * @param leafHash that hash, base64
 * @param treeSize number of leaves of the checkpoint's tree
 * @param rootHash root of that tree, base64
 * @param proof hashes from the leaf up to the root, base64
 * @param checkpoint C2SP signed note over size and root
 * @param verifierKey C2SP verifier key of its signature
 */
@Schema(name = "AuditProof")
public record AuditProofRepresentation(
        String eventId,
        long seq,
        String leaf,
        String leafHash,
        long treeSize,
        String rootHash,
        List<String> proof,
        String checkpoint,
        String verifierKey) {}
