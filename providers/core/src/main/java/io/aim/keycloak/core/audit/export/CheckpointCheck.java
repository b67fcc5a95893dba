package io.aim.keycloak.core.audit.export;

import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import java.security.SignatureException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the checkpoint says and who signed it.
 *
 * @param checkpoint null if it is malformed
 * @param signedBy the trusted keys that signed it
 */
record CheckpointCheck(@Nullable Checkpoint checkpoint, List<NoteKey> signedBy) {

    static CheckpointCheck of(String note, List<NoteKey> trusted, Findings findings) {
        SignedNote signed;
        Checkpoint checkpoint;
        try {
            signed = SignedNote.parse(note);
            checkpoint = Checkpoint.parse(signed.text());
        } catch (IllegalArgumentException e) {
            findings.add(FindingKind.CHECKPOINT_INVALID, 0, "the checkpoint cannot be read: " + e.getMessage());
            return new CheckpointCheck(null, List.of());
        }
        try {
            List<NoteKey> signedBy = signed.verify(trusted);
            if (signedBy.isEmpty()) {
                findings.add(FindingKind.CHECKPOINT_KEY_UNKNOWN, 0, "no trusted key signed the checkpoint");
            }
            return new CheckpointCheck(checkpoint, signedBy);
        } catch (SignatureException | IllegalArgumentException e) {
            findings.add(FindingKind.CHECKPOINT_INVALID, 0, "the checkpoint is not genuine: " + e.getMessage());
            return new CheckpointCheck(checkpoint, List.of());
        }
    }
}
