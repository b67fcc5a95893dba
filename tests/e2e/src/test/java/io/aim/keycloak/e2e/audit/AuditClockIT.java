package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.testkit.Assertion;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import io.aim.keycloak.testkit.TokenClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node's clock is an hour fast and is set back while it runs: the order of the tree is that of writing, not of clocks. */
@KeycloakTest
class AuditClockIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FAST = Duration.ofHours(1);

    private final Keycloak shared;
    private final AuditRealm trail;
    private final TestAgent agent;

    @TempDir
    private Path directory;

    AuditClockIT(Keycloak keycloak, TestRealm realm) {
        this.shared = keycloak;
        this.trail = AuditRealm.of(realm);
        this.agent = trail.agent();
    }

    /** Debian's package libfaketime, which every place that runs this test has to have. */
    private static Path libfaketime() throws IOException {
        try (Stream<Path> directories = Files.list(Path.of("/usr/lib"))) {
            return directories
                    .map(architecture -> architecture.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("install the package libfaketime"));
        }
    }

    private int tokenAt(Keycloak node, Duration ahead) {
        String realm = trail.realm().name();
        String assertion = Assertion.of(agent.name(), agent.key(), node.issuer(realm))
                .issuedAt(Instant.now().plus(ahead), Duration.ofSeconds(30))
                .sign();
        return new TokenClient(node.tokenEndpoint(realm))
                .clientCredentials(assertion)
                .status();
    }

    @Test
    void aClockThatIsSetBackBreaksNothing() throws Exception {
        Path clock = Files.writeString(directory.resolve("clock"), "+" + FAST.toSeconds() + "\n");
        try (Keycloak node = Nodes.prepared(shared.database(), """
                export LD_PRELOAD='%s' FAKETIME_TIMESTAMP_FILE='%s' FAKETIME_CACHE_DURATION=1
                export FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1""".formatted(libfaketime(), clock))) {
            for (int i = 0; i < 3; i++) {
                assertThat(tokenAt(node, FAST)).isEqualTo(200);
            }
            SignedCheckpoint before = new SignedCheckpoint(node.admin()
                    .post(trail.realm().aimPath("/audit-checkpoints"))
                    .expect(200)
                    .body());
            long size = before.size();

            Files.writeString(clock, "+0\n");
            Eventually.within(PATIENCE, "the clock is set back", () -> tokenAt(node, Duration.ZERO) == 200);
            for (int i = 0; i < 3; i++) {
                assertThat(tokenAt(node, Duration.ZERO)).isEqualTo(200);
            }

            trail.awaitNumbers(PATIENCE);
            Eventually.within(PATIENCE, "what came after is signed as well", () -> latestSize() > size);
            trail.get("/audit-checkpoints/consistency?from=" + size + "&to=" + latestSize())
                    .expect(200);
            assertOneTreeWithTimesThatGoBack();
            assertThat(AuditArchive.download(trail.realm(), "").verify().intact())
                    .isTrue();
        }
    }

    private long latestSize() {
        JsonNode latest = trail.get("/audit-checkpoints/latest").expect(200).body();
        return new SignedCheckpoint(latest).size();
    }

    private void assertOneTreeWithTimesThatGoBack() throws Exception {
        List<Map<String, Object>> rows = trail.jdbc()
                .query(
                        "select l.SEQ, e.ID, e.EVENT_TIME from AIM_AUDIT_LEAF l join AIM_AUDIT_EVENT e on"
                                + " e.ID = l.EVENT_ID and e.REALM_ID = l.REALM_ID where l.REALM_ID = ? order by l.SEQ",
                        trail.id());
        assertThat(rows).extracting(row -> row.get("id")).doesNotHaveDuplicates();
        assertThat(rows)
                .extracting(row -> ((Number) row.get("seq")).longValue())
                .containsExactlyElementsOf(
                        LongStream.range(0, rows.size()).boxed().toList());
        List<Long> times = rows.stream()
                .map(row -> ((Number) row.get("event_time")).longValue())
                .toList();
        assertThat(times)
                .isNotEqualTo(times.stream().sorted(Comparator.naturalOrder()).toList());
    }
}
