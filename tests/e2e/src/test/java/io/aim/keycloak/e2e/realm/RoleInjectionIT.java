package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role counts where the user holds it, never where a token merely claims it; and it counts only above a floor. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleInjectionIT {
    private final Keycloak keycloak;
    private final TestRealm realm;
    private final RoleProbe roles;
    private final TestRealm.User attacker;
    private final AdminClient attack;

    RoleInjectionIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm.setUp();
        this.roles = new RoleProbe(realm);
        this.attacker = realm.createUser("client-admin", "manage-clients", "view-clients");
        this.attack = realm.adminAs(attacker);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRoleInjectedByAMapperOpensNothing(boolean fullScope) {
        SimpleClient injector = injector(fullScope);

        String token = injector.tokenOf(attacker);

        assertThat(managementRoles(token)).contains("aim-manage", "manage-clients");
        get(token, realm.adminPath("/clients?max=1")).expect(200);
        get(token, realm.aimPath("/agents")).expect(403);
        get(token, realm.aimPath("/agents/" + UUID.randomUUID())).expect(403);
        TestRealm.User owner = realm.createUser("owner-" + UUID.randomUUID());
        JsonNode registration = TestAgent.registration("smuggled", AgentKey.generate(), owner.id(), owner.id());
        JsonHttp.send(
                        "POST",
                        keycloak.baseUrl() + realm.aimPath("/agents"),
                        Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                        Json.bytes(registration))
                .expect(403);
    }

    @Test
    void anAdministratorOfClientsMakesNoSuchMapper() {
        SimpleClient client = client(false);

        attack.post(mappersPath(client), injection()).expect(403);

        assertThat(realm.admin().get(mappersPath(client)).expect(200).body()).isEmpty();
    }

    @Test
    void aRoleInjectedIntoAServiceAccountOpensNothing() {
        SimpleClient injector = injector(true);

        String token = injector.serviceAccountToken();

        assertThat(managementRoles(token)).contains("aim-manage");
        get(token, realm.aimPath("/agents")).expect(403);
    }

    @Test
    void aRoleOutsideTheScopeOfTheClientDoesNotCount() {
        TestRealm.User manager = realm.createUser("scoped-manager", "aim-manage", "manage-clients");
        SimpleClient narrow = client(false);
        scope(realm.admin(), narrow, "manage-clients");

        String token = narrow.tokenOf(manager);

        get(token, realm.adminPath("/clients?max=1")).expect(200);
        get(token, realm.aimPath("/agents")).expect(403);
        realm.adminAs(manager).get(realm.aimPath("/agents")).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aim-view", "aim-manage", "aim-operator", "aim-auditor"})
    void aRoleWithoutTheFloorOpensNothing(String role) {
        AdminClient admin = realm.adminAs(realm.createUser("no-floor-" + role, role, "query-clients"));

        admin.get(realm.aimPath("/agents")).expect(403);
        admin.get(realm.aimPath("/agents/" + UUID.randomUUID())).expect(403);
        admin.post(realm.aimPath("/agents"), Json.object()).expect(403);
    }

    @Test
    void managingNeedsMoreThanTheFloorOfReading() {
        AdminClient admin = realm.adminAs(realm.createUser("reader", "aim-manage", "view-clients"));

        admin.get(realm.aimPath("/agents")).expect(200);
        admin.post(realm.aimPath("/agents"), Json.object()).expect(403);
    }

    @Test
    void theFloorWithoutARoleOpensNothing() {
        attack.get(realm.adminPath("/clients?max=1")).expect(200);
        attack.get(realm.aimPath("/agents")).expect(403);
        attack.post(realm.aimPath("/agents"), Json.object()).expect(403);
    }

    @Test
    void aRoleOfTheSameNameOnAnotherClientOrRealmOpensNothing() {
        TestRealm.User pretender = realm.createUser("pretender", "manage-clients");
        roles.createRealmRole("aim-manage");
        roles.map(realm.admin(), "/users/" + pretender.id(), "aim-manage").expect(204);
        SimpleClient client = client(true);
        realm.admin()
                .post(
                        realm.adminPath("/clients/" + client.id() + "/roles"),
                        Json.object().put("name", "aim-manage"))
                .expect(201);
        realm.grant(pretender.id(), client.clientId(), "aim-manage");

        realm.adminAs(pretender).get(realm.aimPath("/agents")).expect(403);
    }

    @Test
    void aRoleThatEverybodyHasByDefaultOpensNothing() {
        try (TestRealm generous = TestRealm.create(keycloak, "generous")) {
            RoleProbe its = new RoleProbe(generous.setUp());
            AdminClient viewer = generous.adminAs(generous.createUser("viewer", "view-clients"));
            String path = its.compositesPath("default-roles-" + generous.name());
            byte[] role = its.asArray(RoleProbe.MANAGEMENT, "aim-view");

            generous.admin().send("POST", path, role).expect(204);
            viewer.get(generous.aimPath("/agents")).expect(403);

            generous.admin().send("DELETE", path, role).expect(204);
            viewer.get(generous.aimPath("/agents")).expect(403);
            generous.admin().get(generous.aimPath("/agents")).expect(200);
        }
    }

    private Reply get(String token, String path) {
        return JsonHttp.get(keycloak.baseUrl() + path, token);
    }

    private static List<String> managementRoles(String token) {
        return SetupProbe.elements(Jws.claims(token)
                        .path("resource_access")
                        .path(RoleProbe.MANAGEMENT)
                        .path("roles"))
                .map(JsonNode::asText)
                .toList();
    }

    /** A client that writes aim-manage into every token; the attacker alone could not make it. */
    private SimpleClient injector(boolean fullScope) {
        SimpleClient client = client(fullScope);
        scope(attack, client, "manage-clients");
        realm.admin().post(mappersPath(client), injection()).expect(201);
        return client;
    }

    private static ObjectNode injection() {
        ObjectNode mapper = Json.object()
                .put("name", "injected")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-hardcoded-role-mapper");
        mapper.putObject("config").put("role", RoleProbe.MANAGEMENT + ".aim-manage");
        return mapper;
    }

    private String mappersPath(SimpleClient client) {
        return realm.adminPath("/clients/" + client.id() + "/protocol-mappers/models");
    }

    private SimpleClient client(boolean fullScope) {
        String clientId = "client-" + UUID.randomUUID();
        String secret = UUID.randomUUID().toString();
        ObjectNode representation =
                SimpleClient.representation(clientId, secret).put("fullScopeAllowed", fullScope);
        String id = attack.post(realm.adminPath("/clients"), representation)
                .expect(201)
                .createdId();
        return new SimpleClient(realm, id, clientId, secret);
    }

    /** Allows a client of narrow scope a role of realm-management. */
    private void scope(AdminClient who, SimpleClient client, String role) {
        ArrayNode array = Json.object().putArray("roles");
        array.add(roles.role(RoleProbe.MANAGEMENT, role));
        who.post(
                        realm.adminPath("/clients/" + client.id() + "/scope-mappings/clients/"
                                + realm.clientUuid(RoleProbe.MANAGEMENT)),
                        array)
                .expect(204);
    }
}
