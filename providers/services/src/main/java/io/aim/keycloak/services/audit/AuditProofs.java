package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.CanonicalJson;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditRecord;
import io.aim.keycloak.spi.audit.AuditTree;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Proofs against signed checkpoints. */
final class AuditProofs {

    private final AuditTree tree;

    AuditProofs(KeycloakSession session, RealmModel realm) {
        this.tree = session.getProvider(AuditProvider.class).tree(realm);
    }

    /** That the event is in the tree of the latest checkpoint. */
    AuditProofRepresentation inclusion(AuditRecord stored) {
        SealedEvent sealed = stored.sealed();
        if (sealed == null) {
            throw AimException.conflict(
                    "unreadable", "Somebody changed the row of this event: its " + stored.unreadable(), null);
        }
        if (stored.unproven()) {
            throw AimException.conflict(
                    "unproven", "This event has no leaf and waits for none: the server did not write it", null);
        }
        Long seq = stored.seq();
        StoredCheckpoint checkpoint = tree.latestCheckpoint().orElse(null);
        if (seq == null || checkpoint == null || checkpoint.size() <= seq) {
            throw AimException.conflict(
                    "not_in_a_checkpoint_yet",
                    "No checkpoint covers this event yet: wait a minute, or POST audit-checkpoints",
                    null);
        }
        Checkpoint head = Checkpoint.parse(SignedNote.parse(checkpoint.note()).text());
        return new AuditProofRepresentation(
                sealed.event().id(),
                seq,
                CanonicalJson.of(sealed.toJson()),
                tree.leaf(seq).map(TreeHash::toString).orElse(""),
                checkpoint.size(),
                head.root().toString(),
                texts(tree.inclusionProof(seq, checkpoint.size())),
                checkpoint.note(),
                checkpoint.verifierKey());
    }

    /** That a later checkpoint's tree continues an earlier one's. */
    AuditConsistencyRepresentation consistency(@Nullable String from, @Nullable String to) {
        StoredCheckpoint first = checkpoint("from", from);
        StoredCheckpoint second = checkpoint("to", to);
        if (first.size() > second.size()) {
            throw new InvalidInputException("to", "invalid_range", "to must not be smaller than from");
        }
        return new AuditConsistencyRepresentation(
                AuditCheckpointRepresentation.of(first),
                AuditCheckpointRepresentation.of(second),
                texts(tree.consistencyProof(first.size(), second.size())));
    }

    private StoredCheckpoint checkpoint(String field, @Nullable String size) {
        long wanted;
        try {
            wanted = Long.parseLong(String.valueOf(size));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(field, "invalid_number", field + " must be the tree size of a checkpoint");
        }
        return tree.checkpoint(wanted)
                .orElseThrow(() -> new InvalidInputException(
                        field, "unknown_checkpoint", "No checkpoint of this realm has that tree size"));
    }

    private static List<String> texts(List<TreeHash> hashes) {
        return hashes.stream().map(TreeHash::toString).toList();
    }
}
