package io.aim.keycloak.e2e.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import io.aim.keycloak.core.audit.tree.TreeHash;
import java.security.SignatureException;
import java.util.List;

/**
 * A checkpoint as the server answers it.
 *
 * @param json the answer
 */
record SignedCheckpoint(JsonNode json) {

    String note() {
        return json.path("note").asText();
    }

    NoteKey key() {
        return NoteKey.parse(json.path("verifierKey").asText());
    }

    /** What is signed, read without looking at the signature. */
    Checkpoint head() {
        return Checkpoint.parse(SignedNote.parse(note()).text());
    }

    long size() {
        return head().size();
    }

    TreeHash root() {
        return head().root();
    }

    /** The keys of the given ones that signed it. */
    List<NoteKey> signersAmong(NoteKey... trusted) throws SignatureException {
        return SignedNote.parse(note()).verify(List.of(trusted));
    }
}
