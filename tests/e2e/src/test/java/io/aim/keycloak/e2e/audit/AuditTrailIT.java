package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import io.aim.keycloak.core.audit.tree.MerkleHasher;
import io.aim.keycloak.core.audit.tree.MerkleProofs;
import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an agent's life leaves in the audit trail, and that it can be proven. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTrailIT {

    private final TestRealm realm;
    private final TestRealm.User owner;
    private final TestRealm.User sponsor;

    AuditTrailIT(TestRealm realm) {
        this.realm = realm.setUp();
        this.owner = realm.createUser("owner");
        this.sponsor = realm.createUser("sponsor");
    }

    private List<JsonNode> trail(TestAgent agent) {
        List<JsonNode> events = new ArrayList<>();
        realm.admin()
                .get(agent.adminPath("/audit-logs?max=100"))
                .expect(200)
                .body()
                .path("items")
                .forEach(events::add);
        return events;
    }

    private JsonNode checkpoint() {
        return realm.admin()
                .post(realm.aimPath("/audit-checkpoints"))
                .expect(200)
                .body();
    }

    @Test
    void holdsEveryStepOfAnAgentsLife() {
        TestAgent agent = TestAgent.verified(realm, "whole-life", owner, sponsor);
        agent.accessToken();
        realm.admin().post(agent.adminPath("/suspend")).expect(200);
        agent.requestToken().expect(401);
        realm.admin().delete(agent.adminPath("")).expect(204);

        List<JsonNode> events = new ArrayList<>();
        realm.admin()
                .get(realm.aimPath("/audit-logs?max=100&target=" + agent.id()))
                .expect(200)
                .body()
                .path("items")
                .forEach(events::add);

        assertThat(events).extracting(event -> event.path("action").asText()).contains("agent.cut");
        assertThat(events)
                .extracting(event -> event.path("action").asText())
                .filteredOn(action -> !action.equals("agent.cut")) // of the same moment as the change of the status
                .containsExactly(
                        "agent.deleted",
                        "agent.token.refused",
                        "agent.status.changed",
                        "agent.token.issued",
                        "agent.status.changed",
                        "agent.key.proven",
                        "agent.registered");
        JsonNode refused = events.get(1);
        assertThat(refused.path("result").asText()).isEqualTo("denied");
        assertThat(refused.path("reason").asText()).isEqualTo("agent_suspended");
        assertThat(refused.path("actor").path("id").asText()).isEqualTo(agent.id());
        assertThat(refused.path("keyThumbprint").asText()).isEqualTo(agent.key().thumbprint());
        JsonNode registered = events.get(events.size() - 1);
        assertThat(registered.path("actor").path("kind").asText()).isEqualTo("user");
        assertThat(registered.path("actor").path("name").asText()).isEqualTo("admin");
        assertThat(registered.path("sourceIp").asText()).isNotBlank();
    }

    @Test
    void provesThatAnEventIsInASignedCheckpoint() throws SignatureException {
        TestAgent agent = TestAgent.verified(realm, "proven", owner, sponsor);
        agent.accessToken();
        checkpoint();

        for (JsonNode event : trail(agent)) {
            JsonNode proof = realm.admin()
                    .get(realm.aimPath("/audit-logs/" + event.path("id").asText() + "/proof"))
                    .expect(200)
                    .body();
            SignedNote note = SignedNote.parse(proof.path("checkpoint").asText());
            NoteKey key = NoteKey.parse(proof.path("verifierKey").asText());
            assertThat(note.verify(List.of(key))).containsExactly(key);
            Checkpoint head = Checkpoint.parse(note.text());
            TreeHash leaf = MerkleHasher.leaf(proof.path("leaf").asText().getBytes(StandardCharsets.UTF_8));
            List<TreeHash> path = new ArrayList<>();
            proof.path("proof").forEach(hash -> path.add(TreeHash.fromBase64(hash.asText())));
            assertThat(MerkleProofs.verifyInclusion(proof.path("seq").asLong(), head.size(), leaf, path, head.root()))
                    .isTrue();
        }
    }

    @Test
    void exportsAnArchiveThatVerifiesOffline() throws Exception {
        TestAgent agent = TestAgent.verified(realm, "exported", owner, sponsor);
        agent.accessToken();

        AuditArchive archive = AuditArchive.download(realm, "");

        assertThat(archive.files()).containsOnlyKeys("events.ndjson", "checkpoint", "manifest.json");
        assertThat(archive.verify().intact()).isTrue();
        assertThat(archive.verify().events())
                .isEqualTo(archive.manifest().path("count").asLong())
                .isGreaterThanOrEqualTo(5);
    }
}
