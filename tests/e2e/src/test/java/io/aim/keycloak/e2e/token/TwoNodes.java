package io.aim.keycloak.e2e.token;

import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Assertion;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.Postgres;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import io.aim.keycloak.testkit.TokenClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Two nodes on one PostgreSQL, and a realm whose administrator talks to the first.
 *
 * @param first the node that changes are made on
 * @param second the node that has to hear of them
 * @param realm the realm, on the first node
 */
record TwoNodes(Keycloak first, Keycloak second, TokenRealm realm) implements AutoCloseable {
    /** What the product promises for every node. */
    static final Duration FRESHNESS = Duration.ofSeconds(1);

    /** Nodes that form a cluster: Keycloak's own caches carry news as well. */
    static TwoNodes clustered(Postgres database, String issuerBase) throws IOException, InterruptedException {
        return start("twonodes", () -> Nodes.clustered(database, issuerBase));
    }

    /** Nodes that know nothing of each other: only the database carries news. */
    static TwoNodes strangers(Postgres database) throws IOException, InterruptedException {
        return start("strangers", () -> Nodes.single(database));
    }

    private static TwoNodes start(String realm, Start node) throws IOException, InterruptedException {
        Keycloak first = node.start();
        Keycloak second = null;
        try {
            // before the second node starts: a stranger may look at a realm that is half set up, and never looks again
            TokenRealm prepared = TokenRealm.prepare(TestRealm.create(first, realm));
            second = node.start();
            return new TwoNodes(first, second, prepared);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close(first, second);
            throw e;
        }
    }

    @FunctionalInterface
    private interface Start {
        Keycloak start() throws IOException, InterruptedException;
    }

    /** A token request with a fresh assertion, to one of the nodes. */
    Reply requestToken(TestAgent agent, Keycloak node) {
        return send(assertion(agent, node), node);
    }

    /** A fresh assertion for a node, signed. */
    String assertion(TestAgent agent, Keycloak node) {
        return Assertion.of(agent.name(), agent.key(), node.issuer(realmName())).sign();
    }

    /** Sends an assertion to a node. */
    Reply send(String assertion, Keycloak node) {
        return new TokenClient(node.tokenEndpoint(realmName())).clientCredentials(assertion);
    }

    private String realmName() {
        return realm.realm().name();
    }

    /** The reason code of a refusal; empty where a token was given. */
    static String reason(Reply reply) {
        String description = reply.body().path("error_description").asText();
        int colon = description.indexOf(':');
        return colon < 0 ? description : description.substring(0, colon);
    }

    /** How long the second node takes to answer as expected, from now on; fails after one second. */
    Duration untilSecondAnswers(TestAgent agent, String reason) {
        return Eventually.within(
                FRESHNESS,
                "the second node answers '" + reason + "' about " + agent.name(),
                () -> reason.equals(reason(requestToken(agent, second))));
    }

    /** Prints measured times in the form that people compare. */
    static void report(String what, List<Duration> times) {
        List<Duration> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        System.out.printf(
                "measured %s: n=%d median=%d ms max=%d ms, all=%s%n",
                what,
                sorted.size(),
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.get(sorted.size() - 1).toMillis(),
                times.stream().map(Duration::toMillis).toList());
    }

    @Override
    public void close() {
        close(first, second);
    }

    private static void close(Keycloak first, Keycloak second) {
        if (second != null) {
            second.close();
        }
        first.close();
    }
}
