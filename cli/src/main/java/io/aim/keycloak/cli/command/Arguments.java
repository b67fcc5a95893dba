package io.aim.keycloak.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options in the forms {@code --name value}, {@code --name=value} and {@code --flag}, and words without a name. */
public final class Arguments {
    private static final int MAX_PORT = 65_535;

    private final Map<String, String> options;
    private final List<String> words;

    private Arguments(Map<String, String> options, List<String> words) {
        this.options = options;
        this.words = words;
    }

    /** Reads what follows the command, of which only these options are known. */
    public static Arguments parse(String[] args, List<String> valued, List<String> flags) {
        return parse(args, valued, flags, 0);
    }

    /** Reads what follows the command: these options, and up to {@code maxWords} words without a name. */
    public static Arguments parse(String[] args, List<String> valued, List<String> flags, int maxWords) {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            String option = equals < 0 ? args[i] : args[i].substring(0, equals);
            String name = option.startsWith("--") ? option.substring(2) : "";
            if (flags.contains(name) && equals < 0) {
                options.put(name, "true");
            } else if (!args[i].startsWith("-") && words.size() < maxWords) {
                words.add(args[i]);
            } else if (!valued.contains(name)) {
                throw CommandException.usage("unexpected '" + args[i] + "'; ./aim help shows the options");
            } else if (equals >= 0) {
                options.put(name, args[i].substring(equals + 1));
            } else if (i + 1 < args.length) {
                i++;
                options.put(name, args[i]);
            } else {
                throw CommandException.usage(option + " needs a value");
            }
        }
        return new Arguments(options, List.copyOf(words));
    }

    /** The words without a name, in their order. */
    public List<String> words() {
        return words;
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
