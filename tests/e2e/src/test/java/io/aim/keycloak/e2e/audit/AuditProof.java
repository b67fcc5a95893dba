package io.aim.keycloak.e2e.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import io.aim.keycloak.core.audit.tree.MerkleHasher;
import io.aim.keycloak.core.audit.tree.MerkleProofs;
import io.aim.keycloak.core.audit.tree.TreeHash;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.List;

/**
 * An inclusion proof as the server answers it.
 *
 * @param json the answer
 */
record AuditProof(JsonNode json) {

    /** Whether the event that stands in it is in the tree that stands in the signed checkpoint. */
    boolean holds() {
        try {
            SignedNote note = SignedNote.parse(json.path("checkpoint").asText());
            NoteKey key = NoteKey.parse(json.path("verifierKey").asText());
            Checkpoint head = Checkpoint.parse(note.text());
            TreeHash leaf = MerkleHasher.leaf(json.path("leaf").asText().getBytes(StandardCharsets.UTF_8));
            return note.verify(List.of(key)).contains(key)
                    && MerkleProofs.verifyInclusion(
                            json.path("seq").asLong(), head.size(), leaf, hashes(json.path("proof")), head.root());
        } catch (SignatureException e) {
            return false;
        }
    }

    static List<TreeHash> hashes(JsonNode texts) {
        return AuditRealm.elements(texts).stream()
                .map(text -> TreeHash.fromBase64(text.asText()))
                .toList();
    }
}
