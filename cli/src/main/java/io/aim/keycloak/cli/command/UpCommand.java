package io.aim.keycloak.cli.command;

/** Starts a server in the background and makes its realm agent-ready. */
public final class UpCommand {
    static final int DEFAULT_PORT = 8080;

    private final Workspace workspace;
    private final Console console;

    /** For a workspace. */
    public UpCommand(Workspace workspace, Console console) {
        this.workspace = workspace;
        this.console = console;
    }

    /** Returns when the server is ready. */
    public int run(Arguments arguments) throws Exception {
        Database database = arguments
                .value("db")
                .map(address -> Database.postgres(address, System.getenv()))
                .orElseGet(Database::embedded);
        try (Exclusive ignored = Exclusive.acquire(workspace.lock())) {
            LocalServer server = LocalServer.start(workspace, console, database, arguments.port(DEFAULT_PORT));
            boolean complete = false;
            try {
                new AgentRealm(server.admin(), console).ensure();
                complete = true;
            } finally {
                if (!complete) {
                    server.stop(workspace);
                }
            }
            server.keycloak().detach();
            StatusCommand.print(console, server.details());
            console.print("  ./aim down stops it, ./aim logs -f follows its log");
            return 0;
        }
    }
}
