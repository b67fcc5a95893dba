package io.aim.keycloak.cli.command;

import io.aim.keycloak.cli.server.ProcessTree;
import java.time.Duration;
import java.util.Optional;

/** Stops the server that a command started. */
public final class DownCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Workspace workspace;
    private final Console console;

    /** For a workspace. */
    public DownCommand(Workspace workspace, Console console) {
        this.workspace = workspace;
        this.console = console;
    }

    /** Does nothing where nothing runs. */
    public int run(Arguments arguments) throws Exception {
        Optional<ProcessHandle> process = workspace.state().server().flatMap(RunningServer::process);
        if (process.isEmpty()) {
            console.print("nothing is running");
        } else if (ProcessTree.stop(process.get(), PATIENCE)) {
            console.done("stopped");
        } else {
            console.done("stopped the hard way: it did not end within " + PATIENCE.toSeconds() + " s");
        }
        workspace.state().stopped();
        return 0;
    }
}
