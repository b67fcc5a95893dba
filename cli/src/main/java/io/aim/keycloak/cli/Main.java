package io.aim.keycloak.cli;

import io.aim.keycloak.cli.command.Arguments;
import io.aim.keycloak.cli.command.CommandException;
import io.aim.keycloak.cli.command.Console;
import io.aim.keycloak.cli.command.DemoCommand;
import io.aim.keycloak.cli.command.DownCommand;
import io.aim.keycloak.cli.command.StatusCommand;
import io.aim.keycloak.cli.command.UpCommand;
import io.aim.keycloak.cli.command.VerifyAuditCommand;
import io.aim.keycloak.cli.command.Workspace;
import java.util.Arrays;
import java.util.List;

/** Picks the command. The script answers {@code help} and {@code logs} by itself. */
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    /** Ends with the exit code of the command. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String... args) {
        Console console = Console.standard();
        try {
            String command = args.length == 0 ? "" : args[0];
            String[] rest = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
            if (command.equals("verify-audit")) {
                return new VerifyAuditCommand(console)
                        .run(Arguments.parse(rest, List.of("key", "key-file"), List.of(), 2));
            }
            Workspace workspace = Workspace.ofEnvironment();
            return switch (command) {
                case "demo" ->
                    new DemoCommand(workspace, console).run(Arguments.parse(rest, List.of("port"), List.of("once")));
                case "up" ->
                    new UpCommand(workspace, console).run(Arguments.parse(rest, List.of("port", "db"), List.of()));
                case "down" -> new DownCommand(workspace, console).run(Arguments.parse(rest, List.of(), List.of()));
                case "status" ->
                    new StatusCommand(workspace, console).run(Arguments.parse(rest, List.of(), List.of("json")));
                default -> throw CommandException.usage("unknown command '" + command + "'; ./aim help lists them");
            };
        } catch (CommandException e) {
            console.error(e.getMessage());
            return e.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            console.error("interrupted");
            return FAILED;
        } catch (Exception e) {
            if (endingAnyway()) {
                return FAILED;
            }
            console.error(e.getMessage() == null ? e.toString() : e.getMessage());
            if (System.getenv("AIM_DEBUG") != null) {
                e.printStackTrace(System.err);
            }
            return FAILED;
        }
    }

    /** After Ctrl-C whatever fails does so because the server is being stopped: not worth a word. */
    private static boolean endingAnyway() {
        try {
            Thread probe = new Thread(() -> {});
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException shutdown) {
            return true;
        }
    }
}
