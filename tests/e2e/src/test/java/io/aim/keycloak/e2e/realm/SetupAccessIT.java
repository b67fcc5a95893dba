package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only who may manage the realm may look at its set-up, or run it. */
@KeycloakTest
class SetupAccessIT {
    private final Keycloak keycloak;
    private final TestRealm realm;

    SetupAccessIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    @ParameterizedTest
    @ValueSource(strings = {"view-realm", "view-clients", "manage-clients", "manage-users", "manage-events"})
    void administratorsWithoutManageRealmAreRefused(String role) {
        AdminClient admin = realm.adminAs(realm.createUser("may-" + role, role));

        admin.get(realm.aimPath("/setup")).expect(403);
        admin.post(realm.aimPath("/setup")).expect(403);

        assertThat(new SetupProbe(realm).aimRoles("realm-management")).isEmpty();
    }

    @Test
    void aUserWithoutAnyRoleIsRefused() {
        AdminClient nobody = realm.adminAs(realm.createUser("nobody"));

        nobody.get(realm.aimPath("/setup")).expect(403);
        nobody.post(realm.aimPath("/setup")).expect(403);
    }

    @Test
    void whoeverShowsNoTokenIsUnauthorized() {
        String url = keycloak.baseUrl() + realm.aimPath("/setup");

        JsonHttp.get(url).expect(401);
        JsonHttp.send("POST", url, Map.of(), null).expect(401);
        JsonHttp.get(url, "not-a-token").expect(401);
    }

    @Test
    void manageRealmIsEnough() {
        try (TestRealm own = TestRealm.create(keycloak, "managed")) {
            AdminClient manager = own.adminAs(own.createUser("manager", "manage-realm"));

            manager.get(own.aimPath("/setup")).expect(200);
            manager.post(own.aimPath("/setup")).expect(200);

            assertThat(new SetupProbe(own).check().path("ready").asBoolean()).isTrue();
        }
    }

    @Test
    void runningSetUpGivesNobodyARole() {
        try (TestRealm own = TestRealm.create(keycloak, "managed")) {
            TestRealm.User manager = own.createUser("manager", "manage-realm", "manage-clients");

            own.adminAs(manager).post(own.aimPath("/setup")).expect(200);

            assertThat(new RoleProbe(own).effective(manager.id(), RoleProbe.MANAGEMENT))
                    .noneMatch(role -> role.startsWith("aim-"));
            own.adminAs(manager).get(own.aimPath("/agents")).expect(403);
        }
    }

    @Test
    void theAdministratorOfAnotherRealmIsRefused() {
        try (TestRealm other = TestRealm.create(keycloak, "other")) {
            AdminClient stranger = other.adminAs(other.createUser("root", "realm-admin"));

            stranger.get(realm.aimPath("/setup")).expect(403);
            stranger.post(realm.aimPath("/setup")).expect(403);
        }
    }

    @Test
    void aRealmThatDoesNotExistIsNotFound() {
        keycloak.admin().get("/admin/realms/no-such-realm/aim/setup").expect(404);
    }
}
