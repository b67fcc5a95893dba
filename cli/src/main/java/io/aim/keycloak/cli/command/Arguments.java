package io.aim.keycloak.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options in the forms {@code --name value}, {@code --name=value} and {@code --flag}. */
public final class Arguments {
    private static final Set<String> FLAGS = Set.of("once", "json");
    private static final int MAX_PORT = 65_535;

    private final Map<String, String> options;

    private Arguments(Map<String, String> options) {
        this.options = options;
    }

    /** Reads what follows the command. */
    public static Arguments parse(String... args) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                throw CommandException.usage("unexpected argument '" + args[i] + "'; ./aim help shows the options");
            }
            String option = args[i].substring(2);
            int equals = option.indexOf('=');
            if (equals >= 0) {
                options.put(option.substring(0, equals), option.substring(equals + 1));
            } else if (FLAGS.contains(option)) {
                options.put(option, "true");
            } else if (i + 1 < args.length) {
                options.put(option, args[++i]);
            } else {
                throw CommandException.usage("--" + option + " needs a value");
            }
        }
        return new Arguments(options);
    }

    /** Refuses every option but these. */
    public Arguments allow(String... names) {
        options.keySet().stream()
                .filter(name -> !List.of(names).contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw CommandException.usage("unknown option --" + name + "; ./aim help shows the options");
                });
        return this;
    }

    /** Whether a flag was given. */
    public boolean flag(String name) {
        return options.containsKey(name);
    }

    /** The value of an option. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** The value of {@code --port}, 0 for any free port. */
    public int port(int otherwise) {
        String text = options.get("port");
        if (text == null) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw CommandException.usage("--port needs a number from 0 to " + MAX_PORT + ", not '" + text + "'");
    }
}
