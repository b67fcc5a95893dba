package io.aim.keycloak.benchmark.load;

import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What a load did.
 *
 * @param requests answers that came
 * @param seconds from the common start to the last answer
 * @param latencyMicros times from the first byte sent to the last byte read
 * @param unexpected answers with another status than the expected one
 * @param firstUnexpected the first of these
 * @param reopened connections that the server closed
 */
public record LoadResult(
        long requests,
        double seconds,
        Histogram latencyMicros,
        long unexpected,
        Optional<HttpAnswer> firstUnexpected,
        long reopened) {

    /** Answers per second. */
    public double rate() {
        return requests / seconds;
    }

    /** This result, where all answers were as expected. */
    public LoadResult orFail(String what) {
        if (unexpected > 0) {
            String first = firstUnexpected
                    .map(answer -> answer.status() + " " + answer.text())
                    .orElse("none kept");
            throw new IllegalStateException(what + ": " + unexpected + " of " + requests
                    + " answers had an unexpected status, the first: " + first);
        }
        return this;
    }
}
