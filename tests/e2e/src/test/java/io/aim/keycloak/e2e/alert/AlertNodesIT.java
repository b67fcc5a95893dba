package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.Postgres;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes that share nothing but the database look at every event once, also when the one that looks is killed. */
class AlertNodesIT {
    private static final String NEVER = "--spi-aim-alert-runner--scheduled--interval-millis=3600000";
    private static final String ALWAYS = "--spi-aim-alert-runner--scheduled--interval-millis=5";

    private static final int REPLAYS = 60;

    @Test
    void everyEventIsCountedOnce() throws IOException, InterruptedException, SQLException {
        try (Postgres postgres = Postgres.start();
                Keycloak first = Nodes.single(postgres, NEVER);
                Keycloak second = Nodes.single(postgres, ALWAYS);
                Keycloak third = Nodes.single(postgres, ALWAYS)) {
            TestAgent agent = AlertRealm.of(TestRealm.create(first, "nodes")).agent();

            AlertRealm.replay(agent, REPLAYS);
            untilCounted(postgres, REPLAYS);

            second.kill();
            AlertRealm.replay(agent, REPLAYS);
            third.kill();
            AlertRealm.replay(agent, REPLAYS);
            try (Keycloak fourth = Nodes.single(postgres, ALWAYS)) {
                assertThat(fourth.baseUrl()).isNotEmpty();
                untilCounted(postgres, 3 * REPLAYS);
            }
            assertThat(postgres.jdbc().number("select count(*) from AIM_ALERT where ALERT_TYPE = 'assertion_replayed'"))
                    .isEqualTo(1);
        }
    }

    /** Everything was looked at, and nothing twice. */
    private static void untilCounted(Postgres postgres, int count) {
        Eventually.within(
                AlertRealm.SOON.multipliedBy(3),
                count + " are counted",
                () -> state(postgres).equals(Map.of("behind", 0L, "counted", (long) count)));
    }

    private static Map<String, Long> state(Postgres postgres) {
        try {
            return Map.of(
                    "behind",
                    postgres.jdbc()
                            .number(
                                    "select (select count(*) from AIM_AUDIT_PENDING) + (select count(*) from AIM_AUDIT_TREE t"
                                            + " left join AIM_ALERT_CURSOR c on c.REALM_ID = t.REALM_ID"
                                            + " where t.TREE_SIZE > coalesce(c.NEXT_INDEX, 0))"),
                    "counted",
                    postgres.jdbc()
                            .number("select coalesce(sum(OCCURRENCES), 0) from AIM_ALERT"
                                    + " where ALERT_TYPE = 'assertion_replayed'"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
