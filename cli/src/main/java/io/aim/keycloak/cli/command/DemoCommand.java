package io.aim.keycloak.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.cli.client.TokenVerifier;
import java.io.IOException;

/** From an empty machine to an agent with a token, one line a step. */
public final class DemoCommand {
    private final Workspace workspace;
    private final Console console;

    /** For a workspace. */
    public DemoCommand(Workspace workspace, Console console) {
        this.workspace = workspace;
        this.console = console;
    }

    /** Shows everything, then stays until it is interrupted, or ends at once with {@code --once}. */
    public int run(Arguments arguments) throws Exception {
        LocalServer server;
        try (Exclusive ignored = Exclusive.acquire(workspace.lock())) {
            server = LocalServer.start(workspace, console, Database.embedded(), arguments.port(UpCommand.DEFAULT_PORT));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(server), "forget-server"));
        try {
            show(server);
            if (!arguments.flag("once")) {
                StatusCommand.print(console, server.details());
                console.print("  Ctrl-C stops it");
                server.keycloak().awaitExit();
                console.print("the server was stopped");
            }
        } finally {
            server.stop(workspace);
        }
        return 0;
    }

    private void show(LocalServer server) {
        AdminClient admin = server.admin();
        new AgentRealm(admin, console).ensure();
        DemoAgent agent = new DemoAgent(admin, server.details().baseUrl());

        String owner = agent.ensureUser("demo-owner", "Olivia", "Owner");
        String sponsor = agent.ensureUser("demo-sponsor", "Sam", "Sponsor");
        console.done("people: demo-owner answers for the agent's technology, demo-sponsor for its use");

        if (agent.removeEarlier()) {
            console.done("agent of an earlier demo removed");
        }
        JsonNode created = agent.register(owner, sponsor);
        console.done("agent " + DemoAgent.NAME + " registered, status "
                + created.path("status").asText() + ", key " + agent.thumbprint()
                + " made here, only its public half sent");
        agent.provePossession();
        console.done("possession of the private key proven: the server's challenge is signed");
        agent.decide("verify", Json.object());
        console.done("agent verified by the administrator");

        String assertion = agent.assertion();
        String token = token(agent.requestToken(assertion));
        console.done("access token for a signed assertion, no shared secret");
        JsonNode claims = TokenVerifier.ofRealm(agent.realmUrl()).verify(token);
        console.done("token verified with the realm's published keys ("
                + Jws.header(token).path("alg").asText() + "); its claims:");
        console.print(Json.pretty(claims).indent(6).stripTrailing());
        console.done("GET /realms/" + AgentRealm.NAME + "/aim/v1/me with it:");
        console.print(Json.pretty(agent.me(token)).indent(6).stripTrailing());

        console.done("the same assertion again is refused: " + refusal(agent.requestToken(assertion)));
        agent.decide("suspend", Json.object().put("reason", "shown in the demo"));
        console.done("suspended, the agent is refused: " + refusal(agent.requestToken(agent.assertion())));
        agent.decide("reactivate", Json.object().put("reason", "shown in the demo"));
        token(agent.requestToken(agent.assertion()));
        console.done("reactivated, it gets a token again");
    }

    private static String token(Reply reply) {
        return reply.expect(200).body().path("access_token").asText();
    }

    private static String refusal(Reply reply) {
        return reply.expect(401).body().path("error_description").asText();
    }

    private void forget(LocalServer server) {
        try {
            server.stop(workspace);
        } catch (IOException e) {
            console.error("cannot note that the server stopped: " + e.getMessage());
        }
    }
}
