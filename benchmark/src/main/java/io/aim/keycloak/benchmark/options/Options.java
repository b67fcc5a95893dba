package io.aim.keycloak.benchmark.options;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Options with a value each, and flags without one; whoever reads a value says what it may be. */
public final class Options {
    private final Map<String, String> values;
    private final Set<String> flags;

    private Options(Map<String, String> values, Set<String> flags) {
        this.values = values;
        this.flags = flags;
    }

    /** Reads a command line that may name nothing else. */
    public static Options parse(Set<String> names, Set<String> flags, String... arguments) {
        Map<String, String> values = new HashMap<>();
        Set<String> given = new HashSet<>();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (flags.contains(name)) {
                given.add(name);
            } else if (!names.contains(name)) {
                throw new IllegalArgumentException("there is no option " + name + " here");
            } else if (rest.isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value");
            } else {
                values.put(name, rest.pop());
            }
        }
        return new Options(values, given);
    }

    /** Whether a flag stands there. */
    public boolean has(String flag) {
        return flags.contains(flag);
    }

    /** A whole number within bounds. */
    public int number(String name, int otherwise, int min, int max) {
        return number(name, values.getOrDefault(name, Integer.toString(otherwise)), min, max);
    }

    /** Whole numbers within bounds, with commas between them. */
    public List<Integer> numbers(String name, String otherwise, int min, int max) {
        return items(name, otherwise).map(item -> number(name, item, min, max)).toList();
    }

    /** Words with commas between them. */
    public Stream<String> items(String name, String otherwise) {
        return Stream.of(values.getOrDefault(name, otherwise).split(",", -1))
                .map(String::trim)
                .filter(item -> !item.isEmpty());
    }

    /** Constants by their names in any case, with commas between them; all where the option is absent. */
    public <E extends Enum<E>> Set<E> parts(String name, Class<E> type) {
        E[] all = type.getEnumConstants();
        String names =
                Stream.of(all).map(part -> part.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
        Set<E> parts = EnumSet.noneOf(type);
        items(name, names)
                .forEach(item -> parts.add(Arrays.stream(all)
                        .filter(part -> part.name().equalsIgnoreCase(item))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(name + " takes " + names + "; not " + item))));
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(name + " takes " + names);
        }
        return parts;
    }

    /** A file. */
    public Optional<Path> file(String name) {
        return Optional.ofNullable(values.get(name)).map(Path::of);
    }

    private static int number(String name, String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // the message below says what is wanted
        }
        throw new IllegalArgumentException(name + " takes a number from " + min + " to " + max + ", not " + text);
    }
}
