package io.aim.keycloak.core.audit.export;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.CanonicalJson;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.checkpoint.PrivateKeyNoteSigner;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.core.audit.tree.MerkleHasher;
import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.core.key.TestKeyPair;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A trail of events, its signed checkpoint, and the lines of its export. */
record Archive(List<String> lines, String checkpoint, NoteKey key) {

    private static final TestKeyPair PAIR = TestKeyPair.generate();
    static final NoteKey KEY = new NoteKey("sso.example.com/agents", PAIR.publicKey());
    private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");

    /** What an exporter writes for a leaf. */
    interface LeafWriter {
        void write(ExportWriter writer, TreeHash hash, SealedEvent event, long seq) throws IOException;
    }

    /** A whole export of that many events; the checkpoint covers them all. */
    static Archive of(int size) {
        return of(size, size, (writer, hash, event, seq) -> writer.event(hash, event));
    }

    static Archive of(int size, int covered, LeafWriter how) {
        StringBuilder out = new StringBuilder();
        ExportWriter writer = new ExportWriter(out);
        Frontier signed = Frontier.EMPTY;
        try {
            for (int seq = 0; seq < size; seq++) {
                SealedEvent event = event(seq);
                TreeHash hash = hash(event);
                how.write(writer, hash, event, seq);
                signed = seq < covered ? signed.append(hash) : signed;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Checkpoint checkpoint = new Checkpoint("sso.example.com/realms/agents/audit", covered, signed.root(), START);
        SignedNote note = SignedNote.sign(checkpoint.toString(), new PrivateKeyNoteSigner(KEY, PAIR.privateKey()));
        return new Archive(new ArrayList<>(out.toString().lines().toList()), note.toString(), KEY);
    }

    static SealedEvent event(int seq) {
        AuditActor actor = seq % 3 == 0
                ? new AuditActor(AuditActorKind.USER, "user-" + seq, "Olivia " + seq)
                : new AuditActor(AuditActorKind.AGENT, "agent-" + seq, "invoice-bot");
        return SealedEvent.of(AuditEvent.of(AuditAction.AGENT_TOKEN_ISSUED, "realm", START.plusSeconds(seq), actor)
                .from("192.0.2." + seq % 250, "curl")
                .detail("number", "n" + seq)
                .build());
    }

    static TreeHash hash(SealedEvent event) {
        return MerkleHasher.leaf(CanonicalJson.of(event.toJson()).getBytes(StandardCharsets.UTF_8));
    }

    /** The place of a row among the lines, in a whole export. */
    static int place(int seq) {
        return seq + seq / 256;
    }

    ExportReport verify() {
        return verify(List.of(key));
    }

    ExportReport verify(List<NoteKey> trusted) {
        try {
            return ExportVerifier.verify(new StringReader(text()), checkpoint, trusted);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    Archive with(List<String> otherLines) {
        return new Archive(otherLines, checkpoint, key);
    }

    /** With lines that somebody has tampered with. */
    Archive damaged(Consumer<List<String>> damage) {
        List<String> others = new ArrayList<>(lines);
        damage.accept(others);
        return with(others);
    }
}
