package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Set-up adds one alternative to the realm's client-authentication flow and respects what is there. */
@KeycloakTest
class SetupFlowIT {
    private static final String OURS = SetupProbe.AUTHENTICATOR + ":ALTERNATIVE";

    private TestRealm realm;
    private SetupProbe setup;

    @BeforeEach
    void freshRealm(Keycloak keycloak) {
        realm = TestRealm.create(keycloak, "flow");
        setup = new SetupProbe(realm);
    }

    @AfterEach
    void dropRealm() {
        realm.close();
    }

    @Test
    void theBuiltInFlowIsCopiedAndStaysAsItWas() {
        List<String> builtIn = setup.executionSummary("clients");
        JsonNode before = setup.executions("clients");

        setup.apply();

        assertThat(setup.executions("clients")).isEqualTo(before);
        assertThat(setup.boundFlow()).isNotEqualTo("clients");
        List<String> expected = new ArrayList<>(List.of(OURS));
        expected.addAll(builtIn);
        assertThat(setup.executionSummary(setup.boundFlow())).containsExactlyElementsOf(expected);
    }

    @Test
    void clientsThatDoNotBelongToAgentsStillAuthenticate() {
        setup.apply();
        SimpleClient client = SimpleClient.create(realm, "reports");

        assertThat(client.serviceAccountToken()).isNotBlank();
    }

    @Test
    void aFlowOfTheOperatorGetsOneExecutionMoreAndIsNotReplaced() {
        setup.copyFlow("our clients");
        setup.bindFlow("our clients");
        setup.setRequirement("our clients", "client-jwt", "DISABLED");
        List<String> before = setup.executionSummary("our clients");

        setup.apply();

        assertThat(before).contains("client-jwt:DISABLED");
        assertThat(setup.boundFlow()).isEqualTo("our clients");
        List<String> expected = new ArrayList<>(List.of(OURS));
        expected.addAll(before);
        assertThat(setup.executionSummary("our clients")).containsExactlyElementsOf(expected);
        assertThat(SetupProbe.texts(
                        realm.admin()
                                .get(realm.adminPath("/authentication/flows"))
                                .expect(200)
                                .body(),
                        "alias"))
                .doesNotContain("aim clients");
    }

    @Test
    void aNameThatIsTakenGetsANumber() {
        setup.copyFlow("aim clients");
        List<String> before = setup.executionSummary("aim clients");

        JsonNode report = setup.apply();

        assertThat(report.path("ready").asBoolean()).isTrue();
        assertThat(setup.boundFlow()).isNotIn("clients", "aim clients");
        assertThat(setup.executionSummary("aim clients")).isEqualTo(before);
    }

    @Test
    void aFlowWithARequiredExecutionIsAConflictAndIsLeftAlone() {
        setup.copyFlow("strict clients");
        setup.setRequirement("strict clients", "client-x509", "REQUIRED");
        setup.bindFlow("strict clients");
        List<String> before = setup.executionSummary("strict clients");

        JsonNode report = setup.apply();

        assertThat(report.path("ready").asBoolean(true)).isFalse();
        assertThat(SetupProbe.items(report))
                .containsEntry(SetupProbe.FLOW, "conflict")
                .containsEntry(SetupProbe.ROLES, "present")
                .containsEntry(SetupProbe.CLIENT_SCOPE, "present")
                .containsEntry(SetupProbe.EVENT_LISTENER, "present");
        assertThat(SetupProbe.detail(report, SetupProbe.FLOW)).contains("strict clients", "client-x509");
        assertThat(SetupProbe.changes(report)).doesNotContain(SetupProbe.FLOW);
        assertThat(setup.boundFlow()).isEqualTo("strict clients");
        assertThat(setup.executionSummary("strict clients")).isEqualTo(before);
    }

    @Test
    void aConflictThatTheOperatorResolvesIsGone() {
        setup.copyFlow("strict clients");
        setup.setRequirement("strict clients", "client-x509", "REQUIRED");
        setup.bindFlow("strict clients");
        setup.apply();
        setup.setRequirement("strict clients", "client-x509", "ALTERNATIVE");

        JsonNode report = setup.apply();

        assertThat(report.path("ready").asBoolean()).isTrue();
        assertThat(SetupProbe.changes(report)).containsExactly(SetupProbe.FLOW);
        assertThat(setup.executionSummary("strict clients")).startsWith(OURS);
    }

    @Test
    void ourExecutionSwitchedOffIsAConflictAndStaysOff() {
        setup.apply();
        String flow = setup.boundFlow();
        setup.setRequirement(flow, SetupProbe.AUTHENTICATOR, "DISABLED");

        JsonNode report = setup.apply();

        assertThat(SetupProbe.items(report)).containsEntry(SetupProbe.FLOW, "conflict");
        assertThat(report.path("changes")).isEmpty();
        assertThat(setup.executionSummary(flow)).startsWith(SetupProbe.AUTHENTICATOR + ":DISABLED");
    }
}
