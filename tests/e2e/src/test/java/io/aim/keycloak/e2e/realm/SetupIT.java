package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What set-up says about a realm with Keycloak's defaults, and what it does to it. */
@KeycloakTest
class SetupIT {
    private static final List<String> ROLE_NAMES = List.of("aim-auditor", "aim-manage", "aim-operator", "aim-view");

    private TestRealm realm;
    private SetupProbe setup;

    @BeforeEach
    void freshRealm(Keycloak keycloak) {
        realm = TestRealm.create(keycloak, "setup");
        setup = new SetupProbe(realm);
    }

    @AfterEach
    void dropRealm() {
        realm.close();
    }

    @Test
    void aFreshRealmLacksEveryItem() {
        JsonNode report = setup.check();

        assertThat(report.path("ready").asBoolean(true)).isFalse();
        assertThat(report.path("changes")).isEmpty();
        assertThat(SetupProbe.items(report))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        SetupProbe.ROLES, "missing",
                        SetupProbe.CLIENT_SCOPE, "missing",
                        SetupProbe.FLOW, "missing",
                        SetupProbe.EVENT_LISTENER, "missing",
                        SetupProbe.AUDIT_KEY, "missing",
                        SetupProbe.POLICIES, "missing"));
        assertThat(SetupProbe.detail(report, SetupProbe.ROLES)).contains("realm-management.aim-manage");
        assertThat(SetupProbe.detail(report, SetupProbe.FLOW)).contains(SetupProbe.AUTHENTICATOR);
    }

    @Test
    void lookingChangesNothing() {
        JsonNode before = setup.representation();

        setup.check();

        assertThat(setup.representation()).isEqualTo(before);
        assertThat(setup.aimRoles("realm-management")).isEmpty();
    }

    @Test
    void setUpCreatesEveryItemAndListsWhatItDid() {
        JsonNode report = setup.apply();

        assertThat(report.path("ready").asBoolean()).isTrue();
        assertThat(SetupProbe.items(report))
                .hasSize(6)
                .allSatisfy((item, status) -> assertThat(status).isEqualTo("present"));
        assertThat(SetupProbe.changes(report))
                .contains(SetupProbe.ROLES, SetupProbe.CLIENT_SCOPE, SetupProbe.FLOW, SetupProbe.EVENT_LISTENER);
        assertThat(SetupProbe.texts(report.path("changes"), "action")).contains("created", "added", "copied", "bound");
        assertThat(setup.aimRoles("realm-management")).containsExactlyElementsOf(ROLE_NAMES);
        assertThat(SetupProbe.texts(setup.aimScope().path("protocolMappers"), "protocolMapper"))
                .containsExactlyInAnyOrder(
                        "aim-agent-identity-mapper", "aim-capabilities-mapper", "aim-trust-score-mapper");
        assertThat(setup.representation().path("eventsListeners").toString()).contains("\"aim");
    }

    @Test
    void repeatingItChangesNothing() {
        setup.apply();
        JsonNode realmBefore = setup.representation();
        JsonNode scopeBefore = setup.aimScope();
        JsonNode executionsBefore = setup.executions(setup.boundFlow());

        JsonNode report = setup.apply();

        assertThat(report.path("changes")).isEmpty();
        assertThat(report.path("ready").asBoolean()).isTrue();
        assertThat(setup.representation()).isEqualTo(realmBefore);
        assertThat(setup.aimScope()).isEqualTo(scopeBefore);
        assertThat(setup.executions(setup.boundFlow())).isEqualTo(executionsBefore);
    }

    @Test
    void theRolesBecomePartOfTheRealmAdministrator() {
        setup.apply();

        TestRealm.User root = realm.createUser("root", "realm-admin");

        assertThat(new RoleProbe(realm).effective(root.id(), "realm-management"))
                .containsAll(ROLE_NAMES);
    }

    @Test
    void theAdministrationRealmCanBeSetUpToo(Keycloak keycloak) {
        keycloak.admin().post("/admin/realms/master/aim/setup").expect(200);

        JsonNode report = keycloak.admin()
                .get("/admin/realms/master/aim/setup")
                .expect(200)
                .body();
        JsonNode clients = keycloak.admin()
                .get("/admin/realms/master/clients?clientId=master-realm")
                .expect(200)
                .body();
        JsonNode roles = keycloak.admin()
                .get("/admin/realms/master/clients/" + clients.get(0).path("id").asText() + "/roles")
                .expect(200)
                .body();

        assertThat(report.path("ready").asBoolean()).isTrue();
        assertThat(SetupProbe.texts(roles, "name")).containsAll(ROLE_NAMES);
        keycloak.admin().get("/admin/realms/master/aim/agents").expect(200);
    }

    @Test
    void setUpsAtTheSameMomentEndInOne() throws Exception {
        realm.admin().token();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> replies = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(
                            () -> realm.admin().post(realm.aimPath("/setup")).status()))
                    .toList();
            for (Future<Integer> reply : replies) {
                assertThat(reply.get()).isIn(200, 409);
            }
        } finally {
            threads.shutdownNow();
        }

        JsonNode report = setup.check();
        assertThat(report.path("ready").asBoolean()).isTrue();
        assertThat(setup.aimRoles("realm-management")).containsExactlyElementsOf(ROLE_NAMES);
        assertThat(setup.aimScope().path("protocolMappers")).hasSize(3);
        assertThat(setup.executionSummary(setup.boundFlow()))
                .filteredOn(e -> e.startsWith(SetupProbe.AUTHENTICATOR + ":"))
                .hasSize(1);
        assertThat(setup.apply().path("changes")).isEmpty();
    }
}
