package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.UUID;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The administrator of the realm and the one of the server hand out the AIM roles in every way that Keycloak knows. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleGrantAuthorityIT {
    private final TestRealm realm;
    private final RoleProbe roles;
    private final AdminClient realmAdmin;

    enum Authority {
        REALM_ADMINISTRATOR,
        SERVER_ADMINISTRATOR
    }

    RoleGrantAuthorityIT(TestRealm realm) {
        this.realm = realm.setUp();
        this.roles = new RoleProbe(realm);
        this.realmAdmin = realm.adminAs(realm.createUser("root", "realm-admin"));
    }

    @ParameterizedTest
    @EnumSource
    void toAUser(Authority authority) {
        TestRealm.User user = user();

        roles.map(admin(authority), "/users/" + user.id(), RoleProbe.MANAGEMENT, "aim-manage")
                .expect(204);

        assertThat(roles.effective(user.id(), RoleProbe.MANAGEMENT)).containsExactly("aim-manage");
    }

    @ParameterizedTest
    @EnumSource
    void toAGroupAndItsMembers(Authority authority) {
        TestRealm.User user = user();
        String group = roles.createGroup("group-" + UUID.randomUUID());

        roles.map(admin(authority), "/groups/" + group, RoleProbe.MANAGEMENT, "aim-operator")
                .expect(204);
        admin(authority)
                .put(realm.adminPath("/users/" + user.id() + "/groups/" + group), Json.object())
                .expect(204);

        assertThat(roles.effective(user.id(), RoleProbe.MANAGEMENT)).containsExactly("aim-operator");
    }

    @ParameterizedTest
    @EnumSource
    void insideAnotherRole(Authority authority) {
        TestRealm.User user = user();
        String composite = "composite-" + UUID.randomUUID();
        roles.createRealmRole(composite);

        admin(authority)
                .send("POST", roles.compositesPath(composite), roles.asArray(RoleProbe.MANAGEMENT, "aim-auditor"))
                .expect(204);
        roles.map(admin(authority), "/users/" + user.id(), composite).expect(204);

        assertThat(roles.effective(user.id(), RoleProbe.MANAGEMENT)).containsExactly("aim-auditor");
    }

    private TestRealm.User user() {
        return realm.createUser("user-" + UUID.randomUUID());
    }

    private AdminClient admin(Authority authority) {
        return authority == Authority.REALM_ADMINISTRATOR ? realmAdmin : realm.admin();
    }
}
