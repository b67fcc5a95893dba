package io.aim.keycloak.core.audit.export;

import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of an export found.
 *
 * @param events number of rows with their event
 * @param hashesOnly number of rows without it
 * @param removed number of those whose events are no longer in the trail
 * @param personalData number of personal data that match their commitment
 * @param notCovered number of rows behind the checkpoint, which it says nothing about
 * @param checkpoint the checkpoint; null if it is malformed
 * @param signedBy the trusted keys that signed it
 * @param rootMatches whether the hashes give the checkpoint's root; if so, findings beside it concern the blocks that they
 *     name, and all others are as the checkpoint says
 * @param findingCount number of all findings
 * @param findings the first 1000 of them
 */
public record ExportReport(
        long events,
        long hashesOnly,
        long removed,
        long personalData,
        long notCovered,
        @Nullable Checkpoint checkpoint,
        List<NoteKey> signedBy,
        boolean rootMatches,
        long findingCount,
        List<ExportFinding> findings) {

    /** Whether the export is what the checkpoint signs, as far as the checkpoint reaches. */
    public boolean intact() {
        return findingCount == 0;
    }
}
