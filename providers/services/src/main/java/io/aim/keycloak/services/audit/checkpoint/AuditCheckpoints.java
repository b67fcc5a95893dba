package io.aim.keycloak.services.audit.checkpoint;

import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.checkpoint.NoteSigner;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.core.audit.tree.MerkleProofs;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditTree;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import java.security.SignatureException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Numbers events and signs heads of a realm's tree, each step in a transaction of its own. */
public final class AuditCheckpoints {

    private static final Logger LOG = Logger.getLogger(AuditCheckpoints.class);

    /** Events that get their numbers in one transaction. */
    static final int BATCH = 1_000;

    /** Batches after which a request no longer waits for the rest. */
    private static final int ROUNDS = 100;

    private final KeycloakSessionFactory factory;
    private final String realmId;

    public AuditCheckpoints(KeycloakSession session, RealmModel realm) {
        this(session.getKeycloakSessionFactory(), realm.getId());
    }

    AuditCheckpoints(KeycloakSessionFactory factory, String realmId) {
        this.factory = factory;
        this.realmId = realmId;
    }

    /**
     * A checkpoint of everything that is committed now, or the latest one if the tree can no longer be signed: whoever
     * looks into that needs the events.
     */
    public Optional<StoredCheckpoint> createNowOrLatest() {
        try {
            return createNow();
        } catch (AuditTreeException e) {
            LOG.errorf("%s", e.getMessage());
            return inRealm(in -> tree(in).latestCheckpoint()).flatMap(Function.identity());
        }
    }

    /**
     * A checkpoint of everything that is committed now; the latest one if nothing came since. Empty for no events.
     *
     * @throws AuditTreeException if the tree does not continue the latest checkpoint
     */
    public Optional<StoredCheckpoint> createNow() {
        sequence(ROUNDS);
        return create();
    }

    /** Numbers at most that many batches; whether others may be waiting. */
    boolean sequence(int rounds) {
        for (int round = 0; round < rounds; round++) {
            if (inRealm(realm -> tree(realm).sequence(BATCH)).orElse(0) < BATCH) {
                return false;
            }
        }
        return true;
    }

    /** A checkpoint of the tree as it is; the latest one if the tree has not grown since. Empty for an empty tree. */
    Optional<StoredCheckpoint> create() {
        return inRealm(this::create).flatMap(Function.identity());
    }

    private record RealmInSession(KeycloakSession session, RealmModel realm) {}

    private static AuditTree tree(RealmInSession in) {
        return in.session().getProvider(AuditProvider.class).tree(in.realm());
    }

    private Optional<StoredCheckpoint> create(RealmInSession in) {
        AuditTree tree = tree(in);
        Frontier frontier = tree.frontier();
        if (frontier.size() == 0) {
            return Optional.empty();
        }
        Optional<StoredCheckpoint> latest = tree.latestCheckpoint();
        if (latest.isPresent() && latest.get().size() == frontier.size()) {
            return latest;
        }
        latest.ifPresent(previous -> requireContinuation(tree, previous, frontier));
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis()).truncatedTo(ChronoUnit.SECONDS);
        NoteSigner signer = AuditAuthority.signer(in.realm());
        Checkpoint head = new Checkpoint(AuditAuthority.origin(in.realm()), frontier.size(), frontier.root(), now);
        tree.addCheckpoint(new StoredCheckpoint(
                frontier.size(),
                now,
                SignedNote.sign(head.toString(), signer).toString(),
                signer.key().toString()));
        return tree.checkpoint(frontier.size());
    }

    /** The realm signs no tree that is not the continuation of what it signed before. */
    private void requireContinuation(AuditTree tree, StoredCheckpoint previous, Frontier frontier) {
        try {
            SignedNote note = SignedNote.parse(previous.note());
            Checkpoint head = Checkpoint.parse(note.text());
            boolean signed =
                    !note.verify(List.of(NoteKey.parse(previous.verifierKey()))).isEmpty();
            if (signed
                    && MerkleProofs.verifyConsistency(
                            head.size(),
                            frontier.size(),
                            head.root(),
                            frontier.root(),
                            tree.consistencyProof(head.size(), frontier.size()))) {
                return;
            }
        } catch (SignatureException | IllegalArgumentException e) {
            throw new AuditTreeException(realmId, previous.size(), e);
        }
        throw new AuditTreeException(realmId, previous.size(), null);
    }

    private <T> Optional<T> inRealm(Function<RealmInSession, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) { // it was just removed
                return Optional.empty();
            }
            session.getContext().setRealm(realm);
            return Optional.ofNullable(work.apply(new RealmInSession(session, realm)));
        });
    }
}
