package io.aim.keycloak.services.audit.checkpoint;

import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteSigner;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditTree;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Signs heads of a realm's tree. */
public final class AuditCheckpoints {

    /** Events that get their numbers in one transaction. */
    static final int BATCH = 1_000;

    private final RealmModel realm;
    private final AuditTree tree;

    public AuditCheckpoints(KeycloakSession session, RealmModel realm) {
        this.realm = realm;
        this.tree = session.getProvider(AuditProvider.class).tree(realm);
    }

    /** A checkpoint of everything that is committed now; the latest one if nothing came since. Empty for no events. */
    public Optional<StoredCheckpoint> createNow() {
        for (int taken = BATCH; taken == BATCH; ) {
            taken = tree.sequence(BATCH);
        }
        return create();
    }

    /** A checkpoint of the tree as it is; the latest one if the tree has not grown since. Empty for an empty tree. */
    Optional<StoredCheckpoint> create() {
        Frontier frontier = tree.frontier();
        if (frontier.size() == 0) {
            return Optional.empty();
        }
        Optional<StoredCheckpoint> latest = tree.latestCheckpoint();
        if (latest.isPresent() && latest.get().size() == frontier.size()) {
            return latest;
        }
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis()).truncatedTo(ChronoUnit.SECONDS);
        NoteSigner signer = AuditAuthority.signer(realm);
        Checkpoint head = new Checkpoint(AuditAuthority.origin(realm), frontier.size(), frontier.root(), now);
        tree.addCheckpoint(new StoredCheckpoint(
                frontier.size(),
                now,
                SignedNote.sign(head.toString(), signer).toString(),
                signer.key().toString()));
        return tree.checkpoint(frontier.size());
    }
}
