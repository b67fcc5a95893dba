package io.aim.keycloak.core.audit.export;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines that end with a line feed. Of one that is too long for an export only the beginning is kept. */
final class BoundedLines {

    /** Many times what the longest event needs. */
    static final int MAX_LENGTH = 1 << 20;

    private final Reader in;
    private final char[] buffer = new char[1 << 14];
    private int position;
    private int limit;

    BoundedLines(Reader in) {
        this.in = in;
    }

    /** The next line without its line feed, cut to {@link #MAX_LENGTH} + 1; null at the end. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        while (position < limit || fill()) {
            any = true;
            char c = buffer[position++];
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() <= MAX_LENGTH) {
                line.append(c);
            }
        }
        return any ? line.toString() : null;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}
