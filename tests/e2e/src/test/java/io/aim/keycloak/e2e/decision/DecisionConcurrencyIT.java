package io.aim.keycloak.e2e.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Many decisions at the same moment. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionConcurrencyIT {

    private static final int DECISIONS = 200;

    private final DecisionRealm decisions;

    DecisionConcurrencyIT(TestRealm realm) {
        this.decisions = DecisionRealm.of(realm);
    }

    private static List<Reply> all(Callable<Reply> request) throws InterruptedException {
        return AtOnce.all(Collections.nCopies(DECISIONS, request));
    }

    @Test
    void aLimitOfCallsIsNeverExceededAndEveryDecisionIsRecordedOnce() throws Exception {
        TestAgent agent = decisions.agent();
        ObjectNode grant = Json.object().put("capability", "db:query");
        grant.putObject("conditions").put("maxCallsPerHour", 50);
        decisions.grant(agent, grant);
        String token = agent.accessToken();

        List<Reply> replies = all(() -> decisions.verify(token, DecisionRealm.action("db:query")));

        assertThat(replies)
                .allSatisfy(
                        reply -> assertThat(reply.status()).as(reply.summary()).isEqualTo(200));
        assertThat(replies.stream().filter(reply -> reply.body().path("allowed").asBoolean()))
                .hasSize(50);
        assertThat(decisions.rows("AIM_DECISION", "AGENT_ID = ?", agent.id())).isEqualTo(DECISIONS);
        assertThat(decisions.rows("AIM_VIOLATION", "AGENT_ID = ?", agent.id())).isEqualTo(DECISIONS - 50);
        assertThat(decisions.rows(
                        "AIM_AUDIT_EVENT",
                        "TARGET_ID = ? and ACTION in ('decision.allowed', 'decision.denied')",
                        agent.id()))
                .isEqualTo(DECISIONS);
        assertThat(decisions.rows("AIM_AUDIT_EVENT", "TARGET_ID = ? and ACTION = 'violation.recorded'", agent.id()))
                .isEqualTo(DECISIONS - 50);
    }

    @Test
    void violationsGetWorseWithTheFourthWhoeverComesFirst() throws Exception {
        TestAgent agent = decisions.agent();
        String token = agent.accessToken();

        all(() -> decisions.verify(token, DecisionRealm.action("db:write")));

        assertThat(decisions.rows("AIM_VIOLATION", "AGENT_ID = ? and SEVERITY = 'high'", agent.id()))
                .isEqualTo(3);
        assertThat(decisions.rows("AIM_VIOLATION", "AGENT_ID = ? and SEVERITY = 'critical'", agent.id()))
                .isEqualTo(DECISIONS - 3);
    }
}
