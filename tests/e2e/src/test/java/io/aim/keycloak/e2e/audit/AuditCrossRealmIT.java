package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trail of one realm does not exist in another, not even for an administrator of both. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditCrossRealmIT {
    private final AuditRealm here;
    private final AuditRealm there;
    private final TestAgent agent;
    private final TestAgent stranger;

    AuditCrossRealmIT(Keycloak keycloak, TestRealm realm) {
        this.here = AuditRealm.of(realm);
        this.there = AuditRealm.of(TestRealm.create(keycloak, "there"));
        this.agent = here.agent();
        this.stranger = there.agent();
        agent.accessToken();
        there.checkpoint();
        here.checkpoint();
    }

    @AfterAll
    void dropOtherRealm() {
        there.realm().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/proof"})
    void anEventOfAnotherRealmIsNotFound(String path) {
        String id = here.events("").get(0).path("id").asText();

        here.get("/audit-logs/" + id).expect(200);
        there.get("/audit-logs/" + id + path).expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit-logs", "/activity"})
    void anAgentOfAnotherRealmIsNotFound(String path) {
        here.get("/agents/" + agent.id() + path).expect(200);
        there.get("/agents/" + agent.id() + path).expect(404);
    }

    @Test
    void aSearchFindsNothingOfAnotherRealm() {
        assertThat(here.events("actor=" + agent.id())).isNotEmpty();
        assertThat(there.page("actor=" + agent.id()).path("total").asLong(-1)).isZero();
        assertThat(there.page("target=" + agent.id()).path("items")).isEmpty();
        assertThat(there.events(""))
                .isNotEmpty()
                .noneMatch(event -> event.toString().contains(agent.id()));
    }

    @Test
    void anExportHoldsNothingOfAnotherRealm() throws Exception {
        assertThat(AuditArchive.download(there.realm(), "").files().values())
                .noneMatch(file -> file.contains(here.id()) || file.contains(agent.id()));
    }

    @Test
    void aCursorOfAnotherRealmIsRefused() {
        String cursor = here.page("max=1").path("next").asText();
        here.get("/audit-logs?after=" + cursor).expect(200);

        assertInvalidCursor(there.get("/audit-logs?after=" + cursor));
        assertInvalidCursor(there.get("/agents/" + stranger.id() + "/audit-logs?after=" + cursor));
        assertInvalidCursor(there.get("/agents/" + stranger.id() + "/activity?after=" + cursor));
        String token = stranger.accessToken();
        assertInvalidCursor(JsonHttp.get(there.realm().runtimeUrl("/agents/me/audit-logs?after=" + cursor), token));
        assertInvalidCursor(JsonHttp.get(there.realm().runtimeUrl("/agents/me/activity?after=" + cursor), token));
    }

    private static void assertInvalidCursor(Reply reply) {
        assertThat(reply.expect(400).body().path("field").asText()).isEqualTo("after");
    }

    @Test
    void aCheckpointOfAnotherRealmHasNoConsistencyProofHere() {
        here.agent();
        long size = here.checkpoint().size();

        JsonNode error = there.get("/audit-checkpoints/consistency?from=" + size + "&to=" + size)
                .expect(400)
                .body();

        assertThat(error.path("field").asText()).isEqualTo("from");
        assertThat(error.path("error").asText()).isEqualTo("unknown_checkpoint");
    }

    @Test
    void everyRealmSignsWithAKeyOfItsOwn() throws Exception {
        SignedCheckpoint mine = here.checkpoint();
        SignedCheckpoint theirs = there.checkpoint();

        assertThat(mine.head().origin()).isNotEqualTo(theirs.head().origin());
        assertThat(mine.key().publicKey()).isNotEqualTo(theirs.key().publicKey());
        assertThat(mine.signersAmong(theirs.key())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agents/me/audit-logs", "/agents/me/activity"})
    void aTokenOfAnotherRealmIsNoToken(String path) {
        String token = agent.accessToken();

        JsonHttp.get(here.realm().runtimeUrl(path), token).expect(200);
        JsonHttp.get(there.realm().runtimeUrl(path), token).expect(401);
    }
}
