package io.aim.keycloak.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Says whether a server runs, where, and how to log in. */
public final class StatusCommand {
    private static final int NOT_RUNNING = 3;

    private final Workspace workspace;
    private final Console console;

    /** For a workspace. */
    public StatusCommand(Workspace workspace, Console console) {
        this.workspace = workspace;
        this.console = console;
    }

    /** Exit code 0 where the server runs and answers, 3 otherwise. */
    public int run(Arguments arguments) throws Exception {
        Optional<RunningServer> server =
                workspace.state().server().filter(s -> s.process().isPresent());
        String state = server.map(StatusCommand::state).orElse("stopped");
        if (arguments.flag("json")) {
            ObjectNode json = Json.object().put("state", state);
            server.ifPresent(s -> describe(json, s));
            server.ifPresent(s -> json.put("log", workspace.log().toString()));
            console.print(Json.pretty(json));
        } else {
            console.print(state);
            server.ifPresent(s -> print(console, s));
        }
        return state.equals("running") ? 0 : NOT_RUNNING;
    }

    static void print(Console console, RunningServer server) {
        console.print("  console   " + server.consoleUrl(AgentRealm.NAME));
        console.print("  log-in    " + server.adminUser() + " / " + server.adminPassword());
        console.print("  realm     " + server.baseUrl() + "/realms/" + AgentRealm.NAME);
        console.print("  process   " + server.pid());
    }

    private static void describe(ObjectNode json, RunningServer server) {
        json.put("baseUrl", server.baseUrl())
                .put("realm", AgentRealm.NAME)
                .put("consoleUrl", server.consoleUrl(AgentRealm.NAME))
                .put("adminUser", server.adminUser())
                .put("adminPassword", server.adminPassword())
                .put("pid", server.pid())
                .put("database", server.database());
    }

    private static String state(RunningServer server) {
        try {
            int status = JsonHttp.get(server.baseUrl() + "/realms/master").status();
            return status == 200 ? "running" : "answers with " + status;
        } catch (UncheckedIOException e) {
            return "not answering";
        }
    }
}
