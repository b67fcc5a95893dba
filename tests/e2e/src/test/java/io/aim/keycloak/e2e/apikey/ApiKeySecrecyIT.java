package io.aim.keycloak.e2e.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A secret is in two answers and nowhere else; its hash is in its row and nowhere else. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeySecrecyIT {
    private final KeyRealm keys;

    ApiKeySecrecyIT(TestRealm realm) {
        this.keys = KeyRealm.of(realm);
    }

    @Test
    void noSecretIsInAnyRepresentationEventRowOrLog() throws Exception {
        TestRealm realm = keys.realm();
        realm.admin()
                .put(
                        realm.adminPath("/events/config"),
                        Json.object().put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true))
                .expect(204);
        HeldKey first = keys.key("agents:read");
        HeldKey second = KeyRealm.issued(keys.rotate(first, 60).expect(200));
        keys.get("/agents", first).expect(200);
        keys.get("/me", second).expect(200);
        keys.get("/agents?search=" + second.text(), second).expect(400);
        keys.send("POST", "/agents", second, Json.object().put("name", "x")).expect(403);
        realm.admin()
                .post(realm.aimPath("/api-keys/verify"), Json.object().put("key", second.text()))
                .expect(200);
        keys.patch(first, Json.object().put("state", "disabled")).expect(200);
        keys.get("/agents", first).expect(401);
        realm.admin().delete(keys.path(first, "")).expect(204);
        keys.event("api_key.refused", first.id());
        List<String> hidden = new ArrayList<>();
        for (HeldKey key : List.of(first, second)) {
            hidden.add(key.secret());
            hidden.add(hash(key));
        }

        for (String path : List.of(
                realm.aimPath("/api-keys?max=500"),
                keys.path(first, ""),
                keys.path(first, "/usage"),
                realm.aimPath("/audit-logs?max=500"),
                realm.adminPath("/admin-events?max=500"))) {
            Reply reply = realm.admin().get(path).expect(200);
            assertThat(reply.text()).as(path).contains(first.id()).doesNotContain(hidden);
        }
        assertThat(Files.readString(realm.keycloak().log()))
                .doesNotContain(first.secret(), second.secret(), hash(first), hash(second));
        assertThat(rowsWith(first.secret()) + rowsWith(second.secret())).isZero();
        assertThat(rowsWith(hash(first)) + rowsWith(hash(second))).isEqualTo(2);
    }

    private static String hash(HeldKey key) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(key.text().getBytes(StandardCharsets.US_ASCII)));
    }

    /** Cells of text in any table that contain the text. */
    private long rowsWith(String text) throws SQLException, IOException {
        JdbcAccess jdbc = keys.realm().keycloak().jdbc();
        long found = 0;
        for (Map<String, Object> column :
                jdbc.query("select c.table_name, c.column_name from information_schema.columns c"
                        + " join information_schema.tables t using (table_schema, table_name)"
                        + " where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'"
                        + " and c.data_type in ('text', 'character varying')"
                        + " and (c.table_name like 'aim%' or c.table_name like '%event%')"
                        + " and c.table_name not like 'aim_audit_event_%'")) {
            found += jdbc.number(
                    "select count(*) from \"" + column.get("table_name") + "\" where \"" + column.get("column_name")
                            + "\" like ?",
                    "%" + text + "%");
        }
        return found;
    }
}
