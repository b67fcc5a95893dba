package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.core.audit.tree.MerkleProofs;
import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Signed heads of the tree: what they say, that they agree with each other, and where they are found. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditCheckpointIT {
    private static final List<Integer> GROWTH = List.of(1, 1, 2, 3, 7, 5, 1);

    private final AuditRealm trail;
    private final TestAgent agent;
    private final List<SignedCheckpoint> checkpoints = new ArrayList<>();

    AuditCheckpointIT(TestRealm realm) {
        this.trail = AuditRealm.of(realm);
        this.agent = trail.agent();
    }

    @BeforeAll
    void growFromCheckpointToCheckpoint() {
        checkpoints.add(trail.checkpoint());
        for (int tokens : GROWTH) {
            for (int i = 0; i < tokens; i++) {
                agent.accessToken();
            }
            checkpoints.add(trail.checkpoint());
        }
    }

    @Test
    void everyOneCoversWhatWasThereAndNoMore() {
        long size = checkpoints.get(0).size();
        for (int i = 0; i < GROWTH.size(); i++) {
            size += GROWTH.get(i);
            assertThat(checkpoints.get(i + 1).size()).isEqualTo(size);
        }
    }

    @Test
    void everyOneIsSignedByTheKeyThatItNames() throws Exception {
        for (SignedCheckpoint checkpoint : checkpoints) {
            assertThat(checkpoint.signersAmong(checkpoint.key())).containsExactly(checkpoint.key());
            assertThat(checkpoint.head().origin()).isEqualTo("aim-keycloak/" + trail.id());
            assertThat(checkpoint.key().name()).isEqualTo(checkpoint.head().origin());
            assertThat(checkpoint.head().time())
                    .isEqualTo(Instant.parse(checkpoint.json().path("createdAt").asText()));
            assertThat(checkpoint.json().path("treeSize").asLong()).isEqualTo(checkpoint.size());
        }
    }

    @Test
    void theSameIsAnsweredWhenNothingCameSince() {
        SignedCheckpoint first = trail.checkpoint();

        assertThat(trail.checkpoint()).isEqualTo(first);
    }

    @Test
    void everyOneContinuesEveryEarlierOne() {
        for (int i = 0; i < checkpoints.size(); i++) {
            for (int j = i; j < checkpoints.size(); j++) {
                SignedCheckpoint first = checkpoints.get(i);
                SignedCheckpoint second = checkpoints.get(j);
                JsonNode answer = consistency(first, second);
                List<TreeHash> proof = AuditProof.hashes(answer.path("proof"));

                assertThat(new SignedCheckpoint(answer.path("first"))).isEqualTo(first);
                assertThat(new SignedCheckpoint(answer.path("second"))).isEqualTo(second);
                assertThat(continues(first, second, first.root(), second.root(), proof))
                        .isTrue();
                assertThat(continues(first, second, altered(first.root()), second.root(), proof))
                        .isFalse();
                assertThat(continues(first, second, first.root(), altered(second.root()), proof))
                        .isFalse();
            }
        }
    }

    private JsonNode consistency(SignedCheckpoint first, SignedCheckpoint second) {
        return trail.get("/audit-checkpoints/consistency?from=" + first.size() + "&to=" + second.size())
                .expect(200)
                .body();
    }

    private static boolean continues(
            SignedCheckpoint first,
            SignedCheckpoint second,
            TreeHash firstRoot,
            TreeHash secondRoot,
            List<TreeHash> proof) {
        return MerkleProofs.verifyConsistency(first.size(), second.size(), firstRoot, secondRoot, proof);
    }

    private static TreeHash altered(TreeHash hash) {
        byte[] bytes = hash.bytes();
        bytes[31] ^= 1;
        return new TreeHash(bytes);
    }

    @Test
    void aProofForOnePairIsNoneForAnother() {
        SignedCheckpoint first = checkpoints.get(1);
        SignedCheckpoint second = checkpoints.get(3);
        SignedCheckpoint third = checkpoints.get(5);
        List<TreeHash> proof = AuditProof.hashes(consistency(first, second).path("proof"));

        assertThat(continues(first, third, first.root(), third.root(), proof)).isFalse();
    }

    @Test
    void theListHasAllOfThemTheLargestTreeFirst() {
        List<JsonNode> listed = new ArrayList<>();
        JsonNode page = trail.get("/audit-checkpoints?max=3").expect(200).body();
        listed.addAll(AuditRealm.elements(page.path("items")));
        while (page.has("next")) {
            page = trail.get("/audit-checkpoints?max=3&after="
                            + page.path("next").asText())
                    .expect(200)
                    .body();
            listed.addAll(AuditRealm.elements(page.path("items")));
        }

        List<SignedCheckpoint> found =
                listed.stream().map(SignedCheckpoint::new).toList();
        assertThat(found)
                .doesNotHaveDuplicates()
                .containsAll(checkpoints)
                .isSortedAccordingTo((a, b) -> Long.compare(b.size(), a.size()));
    }

    @Test
    void everybodySeesTheLatestOneThatAuditorsSee() {
        SignedCheckpoint latest = trail.checkpoint();

        assertThat(trail.get("/audit-checkpoints/latest").expect(200).body()).isEqualTo(latest.json());
        assertThat(JsonHttp.get(trail.realm().runtimeUrl("/audit-checkpoints/latest"))
                        .expect(200)
                        .body())
                .isEqualTo(latest.json());
    }

    @Test
    void anEventGetsItsNumberWithoutBeingAskedFor() {
        agent.accessToken();

        Eventually.within(
                Duration.ofSeconds(10),
                "the latest event has a number",
                () -> trail.page("max=1").path("items").get(0).has("seq"));
    }
}
