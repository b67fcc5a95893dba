package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.agents.Population.Kind;
import io.aim.keycloak.testkit.JdbcAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the server wrote about the first agents of the population, one of each kind, and about their people. */
final class AgentTemplates {
    private final JdbcAccess jdbc;
    private final String realmId;
    private final Map<Kind, RowTemplate> agents = new EnumMap<>(Kind.class);
    private final RowTemplate owner;
    private final RowTemplate sponsor;

    private AgentTemplates(JdbcAccess jdbc, String realmId, Connection connection) throws SQLException {
        this.jdbc = jdbc;
        this.realmId = realmId;
        for (Kind kind : Kind.values()) {
            agents.put(kind, agent(connection, number(kind)));
        }
        this.owner = person(connection, Population.owner(0));
        this.sponsor = person(connection, Population.sponsor(0));
    }

    /** Looks for the rows, while there are few of other agents. */
    static AgentTemplates of(JdbcAccess jdbc, String realmId) throws SQLException {
        try (Connection connection = jdbc.connect()) {
            return new AgentTemplates(jdbc, realmId, connection);
        }
    }

    /** Agents by their kind. */
    Map<Kind, RowTemplate> agents() {
        return agents;
    }

    /** Somebody who owns agents. */
    RowTemplate owner() {
        return owner;
    }

    /** Somebody who answers for agents. */
    RowTemplate sponsor() {
        return sponsor;
    }

    private static int number(Kind kind) {
        return IntStream.range(0, Population.TEAM)
                .filter(number -> Population.kind(number) == kind)
                .findFirst()
                .orElseThrow();
    }

    private RowTemplate agent(Connection connection, int number) throws SQLException {
        String name = Population.name(number);
        Map<String, Object> row = jdbc.query(
                        "select a.ID as AGENT_ID, a.CLIENT_UUID, u.ID as USER_ID, a.OWNER_ID, a.SPONSOR_ID,"
                                + " k.THUMBPRINT, k.PUBLIC_KEY from AIM_AGENT a join AIM_AGENT_KEY k on k.AGENT_ID = a.ID"
                                + " join USER_ENTITY u on u.SERVICE_ACCOUNT_CLIENT_LINK = a.CLIENT_UUID"
                                + " where a.REALM_ID = ? and a.NAME = ?",
                        realmId,
                        name)
                .get(0);
        Map<String, String> own = row.entrySet().stream()
                .collect(Collectors.toMap(column -> (String) column.getValue(), Map.Entry::getKey));
        own.put(Population.team(number), "TEAM");
        List<String> ids =
                List.of((String) row.get("agent_id"), (String) row.get("client_uuid"), (String) row.get("user_id"));
        return RowTemplate.of(
                connection,
                ids,
                own,
                name,
                table -> !table.startsWith("aim_audit") && !table.equals("aim_agent_change") && !staging(table));
    }

    private RowTemplate person(Connection connection, String name) throws SQLException {
        String id = (String) jdbc.query("select ID from USER_ENTITY where REALM_ID = ? and USERNAME = ?", realmId, name)
                .get(0)
                .get("id");
        return RowTemplate.of(
                connection, List.of(id), Map.of(id, "ID"), name, table -> !table.startsWith("aim_") && !staging(table));
    }

    private static boolean staging(String table) {
        return table.startsWith("benchmark_");
    }
}
