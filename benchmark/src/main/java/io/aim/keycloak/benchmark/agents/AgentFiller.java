package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.agents.Population.Kind;
import io.aim.keycloak.benchmark.scenario.SigningKey;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/**
 * Adds agents of the population past the server: those that it registered are the templates, one of each kind. Keys,
 * names and people come by COPY into a staging table, all rows by INSERT from there.
 */
final class AgentFiller {
    private static final int CHUNK = 10_000;
    private static final String AGENTS = "BENCHMARK_AGENT";
    private static final String PEOPLE = "BENCHMARK_PERSON";
    private static final String PERSON = "person";
    private static final String OWN_ID = " varchar(36) not null default gen_random_uuid()";

    private final DurablePostgres postgres;
    private final String realmId;
    private final AgentTemplates templates;

    AgentFiller(DurablePostgres postgres, String realmId) throws SQLException {
        this.postgres = postgres;
        this.realmId = realmId;
        this.templates = AgentTemplates.of(postgres.jdbc(), realmId);
    }

    /** Adds the agents of a range and the people that they need; how many rows that took. */
    long fill(int from, int to) throws SQLException, IOException {
        try (Connection connection = postgres.jdbc().connect()) {
            // Rows of a template fit together, and so do their copies: nothing is checked row by row.
            execute(connection, "set session_replication_role = replica");
            long rows = people(connection, templates.owner(), "owner-", from, to, Population.TEAM)
                    + people(connection, templates.sponsor(), "sponsor-", from, to, Population.DEPARTMENT);
            Map<String, String> people = peopleIds();
            execute(connection, "drop table if exists " + AGENTS);
            execute(
                    connection,
                    "create table " + AGENTS + " (KIND text, NAME text, TEAM text, THUMBPRINT text, PUBLIC_KEY text,"
                            + " OWNER_ID text, SPONSOR_ID text, AGENT_ID" + OWN_ID + ", CLIENT_UUID" + OWN_ID
                            + ", USER_ID" + OWN_ID + ")");
            for (int start = from; start < to; start += CHUNK) {
                stage(connection, start, Math.min(to, start + CHUNK), people);
            }
            for (Map.Entry<Kind, RowTemplate> kind : templates.agents().entrySet()) {
                rows += kind.getValue().copy(connection, AGENTS, kind.getKey().name());
            }
            execute(connection, "drop table " + AGENTS);
            execute(connection, "vacuum (analyze)");
            return rows;
        }
    }

    private static long people(Connection connection, RowTemplate template, String prefix, int from, int to, int agents)
            throws SQLException {
        execute(connection, "drop table if exists " + PEOPLE);
        execute(connection, "create table " + PEOPLE + " (KIND text, NAME text, ID" + OWN_ID + ")");
        execute(
                connection,
                String.format(
                        Locale.ROOT,
                        "insert into %s (KIND, NAME) select '%s', '%s' || i from generate_series(%d, %d) i",
                        PEOPLE,
                        PERSON,
                        prefix,
                        (from - 1) / agents + 1,
                        (to - 1) / agents));
        long rows = template.copy(connection, PEOPLE, PERSON);
        execute(connection, "drop table " + PEOPLE);
        return rows;
    }

    private Map<String, String> peopleIds() throws SQLException {
        return postgres
                .jdbc()
                .query(
                        "select USERNAME, ID from USER_ENTITY where REALM_ID = ?"
                                + " and SERVICE_ACCOUNT_CLIENT_LINK is null",
                        realmId)
                .stream()
                .collect(Collectors.toMap(row -> (String) row.get("username"), row -> (String) row.get("id")));
    }

    private static void stage(Connection connection, int from, int to, Map<String, String> people)
            throws SQLException, IOException {
        String lines = IntStream.range(from, to)
                .parallel()
                .mapToObj(number -> line(number, people))
                .collect(Collectors.joining());
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "copy " + AGENTS
                                + " (KIND, NAME, TEAM, THUMBPRINT, PUBLIC_KEY, OWNER_ID, SPONSOR_ID) from stdin",
                        new StringReader(lines));
    }

    private static String line(int number, Map<String, String> people) {
        SigningKey key = Population.key(number);
        return String.join(
                        "\t",
                        Population.kind(number).name(),
                        Population.name(number),
                        Population.team(number),
                        key.kid(),
                        key.publicJwk().path("x").asText(),
                        people.get(Population.owner(number)),
                        people.get(Population.sponsor(number)))
                + "\n";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
