package io.aim.keycloak.e2e.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An agent-ready realm whose trail is looked at.
 *
 * @param realm the realm
 * @param owner the owner of every agent
 * @param sponsor the sponsor of every agent
 */
record AuditRealm(TestRealm realm, TestRealm.User owner, TestRealm.User sponsor) {

    static AuditRealm of(TestRealm realm) {
        realm.setUp();
        return new AuditRealm(realm, realm.createUser("owner"), realm.createUser("sponsor"));
    }

    TestAgent agent() {
        return TestAgent.verified(realm, "agent-" + UUID.randomUUID(), owner, sponsor);
    }

    /** Up to 500 events, newest first; {@code query} begins with an ampersand or is empty. */
    List<JsonNode> events(String query) {
        List<JsonNode> events = new ArrayList<>();
        realm.admin()
                .get(realm.aimPath("/audit-logs?max=500" + query))
                .expect(200)
                .body()
                .path("items")
                .forEach(events::add);
        return events;
    }

    /** A checkpoint of all that is committed now. */
    JsonNode checkpoint() {
        return realm.admin()
                .post(realm.aimPath("/audit-checkpoints"))
                .expect(200)
                .body();
    }
}
