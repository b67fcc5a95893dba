package io.aim.keycloak.core.audit.checkpoint;

import io.aim.keycloak.core.audit.tree.TreeHash;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log says of itself (C2SP tlog-checkpoint), with one extension line that says when.
 *
 * @param origin name of the log, one line
 * @param size number of leaves
 * @param root root of the tree of these leaves
 * @param time when, to the millisecond
 */
public record Checkpoint(String origin, long size, TreeHash root, Instant time) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final String TIME = "time ";
    private static final int FIXED_LINES = 3;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the origin is not one line of text, or the size is negative
     */
    public Checkpoint {
        if (origin.isEmpty() || origin.indexOf('\n') >= 0 || !NoteText.isPlain(origin)) {
            throw new IllegalArgumentException("the origin of a checkpoint is one line");
        }
        if (size < 0) {
            throw new IllegalArgumentException("the size of a checkpoint is not negative");
        }
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Reads {@link #toString()}. Further extension lines are allowed and ignored.
     *
     * @throws IllegalArgumentException if the text is no checkpoint, or has not exactly one time
     */
    public static Checkpoint parse(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        int end = lines.size() - 1;
        if (end <= FIXED_LINES || lines.indexOf("") != end) {
            throw new IllegalArgumentException("a checkpoint is origin, size, root and time, a line each");
        }
        List<String> times = lines.subList(FIXED_LINES, end).stream()
                .filter(line -> line.startsWith(TIME))
                .toList();
        if (times.size() != 1) {
            throw new IllegalArgumentException("a checkpoint has one time line");
        }
        return new Checkpoint(
                lines.get(0),
                size(lines.get(1)),
                TreeHash.fromBase64(lines.get(2)),
                time(times.get(0).substring(TIME.length())));
    }

    private static long size(String text) {
        if (!SIZE.matcher(text).matches()) {
            throw new IllegalArgumentException("the size of a checkpoint is a decimal number without leading zeros");
        }
        return Long.parseLong(text);
    }

    private static Instant time(String text) {
        try {
            Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            if (time.toString().equals(text)) {
                return time;
            }
        } catch (DateTimeException notATime) {
            // reported below
        }
        throw new IllegalArgumentException("the time of a checkpoint is ISO 8601 in UTC, to the second or millisecond");
    }

    /** The text that is signed; its last line ends with a line feed too. */
    @Override
    public String toString() {
        return origin + "\n" + size + "\n" + root + "\n" + TIME + time + "\n";
    }
}
