package io.aim.keycloak.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.export.ExportFinding;
import io.aim.keycloak.core.audit.export.ExportManifest;
import io.aim.keycloak.core.audit.export.ExportReport;
import io.aim.keycloak.core.audit.export.ExportVerifier;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Verifies an exported audit trail; needs no server. */
public final class VerifyAuditCommand {
    private static final int WRONG = 1;
    private static final int SHOWN = 50;

    private final Console console;

    /** Prints there. */
    public VerifyAuditCommand(Console console) {
        this.console = console;
    }

    /** Exit code 0 where everything is as the checkpoint says, 1 otherwise. */
    public int run(Arguments arguments) throws IOException {
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            throw CommandException.usage(
                    "verify-audit needs an export: audit.zip, or events.ndjson and its checkpoint");
        }
        List<NoteKey> keys = new ArrayList<>(givenKeys(arguments));
        try (AuditExport export = AuditExport.open(Path.of(words.get(0)))) {
            if (!export.isZip() && words.size() < 2) {
                throw CommandException.usage("the checkpoint of " + words.get(0) + " is missing: name its file too");
            }
            if (!export.isZip() && keys.isEmpty()) {
                throw CommandException.usage("a key is missing: --key or --key-file says whom you trust");
            }
            String checkpoint = words.size() > 1 ? AuditExport.small(Path.of(words.get(1))) : export.checkpoint();
            if (!export.isZip()) {
                return verify(export, checkpoint, keys, Optional.empty());
            }
            ExportManifest manifest = new ExportManifest(export.manifest(), export.checkpoint());
            addKeys(manifest.json(), keys);
            return verify(export, checkpoint, keys, Optional.of(manifest));
        }
    }

    private static List<NoteKey> givenKeys(Arguments arguments) throws IOException {
        List<String> texts = new ArrayList<>(arguments.value("key").stream().toList());
        if (arguments.value("key-file").isPresent()) {
            List<String> lines = AuditExport.small(
                            Path.of(arguments.value("key-file").get()))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            if (lines.isEmpty()) {
                throw CommandException.usage("there is no key in the file of --key-file");
            }
            texts.addAll(lines);
        }
        try {
            return texts.stream().map(text -> NoteKey.parse(text.strip())).toList();
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("not a verifier key (name+id+base64): " + e.getMessage());
        }
    }

    /** Adds the manifest's keys where no other are given. */
    private void addKeys(JsonNode manifest, List<NoteKey> keys) {
        if (keys.isEmpty()) {
            for (JsonNode text : manifest.path("keys")) {
                try {
                    keys.add(NoteKey.parse(text.asText()));
                } catch (IllegalArgumentException e) {
                    console.wrong("the manifest names a key that cannot be read: " + e.getMessage());
                }
            }
            console.print(
                    "  Warning: these keys come with the export. Whoever forged it could have made them; compare");
            console.print("  them with what the operator published, and give the right one with --key:");
            keys.forEach(key -> console.print("    " + printable(key.toString())));
        }
    }

    private int verify(AuditExport export, String checkpoint, List<NoteKey> keys, Optional<ExportManifest> manifest)
            throws IOException {
        MessageDigest digest = sha256();
        ExportReport report;
        try (Reader events =
                new InputStreamReader(new DigestInputStream(export.events(), digest), StandardCharsets.UTF_8)) {
            report = manifest.isPresent()
                    ? ExportVerifier.verify(events, checkpoint, keys, manifest.get())
                    : ExportVerifier.verify(events, checkpoint, keys);
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        boolean sameFile = manifest.isEmpty()
                || hash.equals(manifest.get().json().path("sha256").asText());
        if (manifest.isPresent() && sameFile) {
            console.done("events.ndjson has the SHA-256 of the manifest: " + hash);
        } else if (!sameFile) {
            console.wrong("events.ndjson is not the file of the manifest: its SHA-256 is " + hash);
        }
        show(report);
        return report.intact() && sameFile ? 0 : WRONG;
    }

    private void show(ExportReport report) {
        Checkpoint checkpoint = report.checkpoint();
        for (NoteKey key : report.signedBy()) {
            console.done("checkpoint signed by " + printable(key.name()) + ", key " + key.id());
        }
        if (checkpoint != null) {
            console.print("  log " + printable(checkpoint.origin()) + ", " + checkpoint.size() + " events up to "
                    + checkpoint.time());
        }
        console.print("  " + report.events() + " events, " + report.hashesOnly() + " more by their hash alone, "
                + report.personalData() + " personal data that match");
        if (report.removed() > 0) {
            console.print("  " + report.removed() + " of these were removed from the trail");
        }
        if (report.notCovered() > 0) {
            console.print("  " + report.notCovered() + " rows are newer than the checkpoint and not covered by it");
        }
        report.findings().stream().limit(SHOWN).forEach(finding -> console.wrong(text(finding)));
        if (report.findingCount() > SHOWN) {
            console.print("  and " + (report.findingCount() - SHOWN) + " more");
        }
        if (!report.intact() && report.rootMatches()) {
            console.print(
                    "  the hashes still give the checkpoint's root: rows outside the blocks named here are intact");
        }
        if (report.intact()) {
            console.done(
                    report.removed() == 0
                            ? "nothing was changed, deleted, inserted or reordered"
                            : "nothing was changed, inserted or reordered, and every removal is on record");
        }
    }

    private static String text(ExportFinding finding) {
        String where = finding.line() == 0 ? "" : "line " + finding.line() + ": ";
        return finding.kind() + ": " + where + printable(finding.sentence());
    }

    /** Names in an export could hold what a terminal takes for commands. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}|[\\x{80}-\\x{9f}]", "?");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
