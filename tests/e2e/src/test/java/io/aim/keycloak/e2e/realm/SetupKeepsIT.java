package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Set-up adds to what operators made and never takes it away. */
@KeycloakTest
class SetupKeepsIT {
    private TestRealm realm;
    private SetupProbe setup;

    @BeforeEach
    void freshRealm(Keycloak keycloak) {
        realm = TestRealm.create(keycloak, "keeps");
        setup = new SetupProbe(realm);
    }

    @AfterEach
    void dropRealm() {
        realm.close();
    }

    @Test
    void aClientScopeOfTheOperatorKeepsItsOwnMapperAndSettings() {
        ObjectNode scope = scope("openid-connect").put("description", "made by the operator");
        scope.putArray("protocolMappers").add(hardcodedClaim("cost centre"));
        String id = realm.admin()
                .post(realm.adminPath("/client-scopes"), scope)
                .expect(201)
                .createdId();

        JsonNode report = setup.apply();

        assertThat(report.path("ready").asBoolean()).isTrue();
        JsonNode after = setup.aimScope();
        assertThat(after.path("id").asText()).isEqualTo(id);
        assertThat(after.path("description").asText()).isEqualTo("made by the operator");
        assertThat(SetupProbe.texts(after.path("protocolMappers"), "name"))
                .hasSize(4)
                .contains("cost centre");
    }

    @Test
    void aMapperOfAnotherNameCountsByItsType() {
        ObjectNode scope = scope("openid-connect");
        scope.putArray("protocolMappers")
                .addObject()
                .put("name", "how far we trust it")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "aim-trust-score-mapper")
                .putObject("config")
                .put("claim.name", "trust");
        realm.admin().post(realm.adminPath("/client-scopes"), scope).expect(201);

        JsonNode report = setup.apply();

        assertThat(report.path("ready").asBoolean()).isTrue();
        assertThat(SetupProbe.texts(setup.aimScope().path("protocolMappers"), "name"))
                .hasSize(3)
                .contains("how far we trust it");
        assertThat(SetupProbe.texts(setup.aimScope().path("protocolMappers"), "protocolMapper"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aMapperThatIsGoneIsMissedByItsTypeAndComesBackAlone() {
        setup.apply();
        JsonNode scope = setup.aimScope();
        String gone = SetupProbe.elements(scope.path("protocolMappers"))
                .filter(m -> "aim-capabilities-mapper"
                        .equals(m.path("protocolMapper").asText()))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        realm.admin().delete(mapperPath(scope) + "/" + gone).expect(204);

        JsonNode missing = setup.check();
        JsonNode report = setup.apply();

        assertThat(SetupProbe.items(missing)).containsEntry(SetupProbe.CLIENT_SCOPE, "missing");
        assertThat(SetupProbe.detail(missing, SetupProbe.CLIENT_SCOPE))
                .contains("aim-capabilities-mapper")
                .doesNotContain("aim-trust-score-mapper");
        assertThat(report.path("changes")).hasSize(1);
        assertThat(report.path("ready").asBoolean()).isTrue();
    }

    @Test
    void aClientScopeOfAnotherProtocolIsAConflictAndStays() {
        realm.admin().post(realm.adminPath("/client-scopes"), scope("saml")).expect(201);

        JsonNode report = setup.apply();

        assertThat(report.path("ready").asBoolean(true)).isFalse();
        assertThat(SetupProbe.items(report))
                .containsEntry(SetupProbe.CLIENT_SCOPE, "conflict")
                .containsEntry(SetupProbe.FLOW, "present");
        assertThat(setup.aimScope().path("protocol").asText()).isEqualTo("saml");
        assertThat(setup.aimScope().path("protocolMappers")).isEmpty();
    }

    @Test
    void eventListenersOfTheOperatorStay() {
        ObjectNode listeners = Json.object().put("realm", realm.name());
        listeners.putArray("eventsListeners").add("email").add("jboss-logging");
        setup.update(listeners);

        setup.apply();

        List<String> after = SetupProbe.elements(setup.representation().path("eventsListeners"))
                .map(JsonNode::asText)
                .toList();
        assertThat(after).hasSize(3).contains("email", "jboss-logging");
    }

    @Test
    void aRoleThatIsThereKeepsItsDescriptionAndJoinsTheRealmAdministrator(Keycloak keycloak) {
        ObjectNode settings = Json.object();
        settings.putObject("roles")
                .putObject("client")
                .putArray(RoleProbe.MANAGEMENT)
                .addObject()
                .put("name", "aim-view")
                .put("description", "may look");
        try (TestRealm imported = TestRealm.create(keycloak, "imported", settings)) {
            RoleProbe roles = new RoleProbe(imported);
            String id = roles.role(RoleProbe.MANAGEMENT, "aim-view").path("id").asText();

            imported.setUp();

            JsonNode role = roles.role(RoleProbe.MANAGEMENT, "aim-view");
            assertThat(role.path("id").asText()).isEqualTo(id);
            assertThat(role.path("description").asText()).isEqualTo("may look");
            assertThat(roles.composites(RoleProbe.MANAGEMENT, "realm-admin")).contains("aim-view", "aim-manage");
        }
    }

    private String mapperPath(JsonNode scope) {
        return realm.adminPath("/client-scopes/" + scope.path("id").asText() + "/protocol-mappers/models");
    }

    private static ObjectNode scope(String protocol) {
        return Json.object().put("name", "aim").put("protocol", protocol);
    }

    private static ObjectNode hardcodedClaim(String name) {
        ObjectNode mapper = Json.object()
                .put("name", name)
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-hardcoded-claim-mapper");
        mapper.putObject("config")
                .put("claim.name", "cost_centre")
                .put("claim.value", "4711")
                .put("jsonType.label", "String")
                .put("access.token.claim", "true");
        return mapper;
    }
}
