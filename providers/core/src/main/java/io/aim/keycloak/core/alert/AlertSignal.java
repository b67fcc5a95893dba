package io.aim.keycloak.core.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody has to look at, as a rule found it.
 *
 * @param type what it is about
 * @param severity how urgent
 * @param dedupKey what ties it to what is the same thing happening again: it is counted in the alert of that key until
 *     that is resolved
 * @param title a few words for people
 * @param agentId the agent it is about
 * @param agentName the agent's name at that time
 * @param sourceEventId the audit event that showed it
 * @param time when it happened
 * @param count how often
 */
public record AlertSignal(
        AlertType type,
        AlertSeverity severity,
        String dedupKey,
        String title,
        @Nullable String agentId,
        @Nullable String agentName,
        @Nullable String sourceEventId,
        Instant time,
        long count)
        implements AlertChange {

    /** Most characters of a {@link #dedupKey()}; longer ones are cut. */
    public static final int DEDUP_KEY_MAX = 255;
    /** Most characters of a {@link #title()}; longer ones are cut. */
    public static final int TITLE_MAX = 255;

    public AlertSignal {
        if (count < 1) {
            throw new IllegalArgumentException("what did not happen is no signal");
        }
        dedupKey = cut(dedupKey, DEDUP_KEY_MAX);
        title = cut(title, TITLE_MAX);
    }

    /**
     * A signal about an agent, or about the realm, that happened once.
     *
     * @param subject what of the type is the same thing happening again, as the id of the agent
     */
    public static AlertSignal once(
            AlertType type,
            AlertSeverity severity,
            String subject,
            @Nullable String agentId,
            @Nullable String agentName,
            @Nullable String sourceEventId,
            Instant time) {
        return new AlertSignal(
                type,
                severity,
                key(type, subject),
                agentName == null ? type.title() : agentName + ": " + type.title(),
                agentId,
                agentName,
                sourceEventId,
                time,
                1);
    }

    /** Key of the alert of that type about that subject. */
    static String key(AlertType type, String subject) {
        return cut(subject.isEmpty() ? type.code() : type.code() + ":" + subject, DEDUP_KEY_MAX);
    }

    /** This one and a later one of the same key as one: both counts, the higher severity, the later event. */
    public AlertSignal and(AlertSignal later) {
        return new AlertSignal(
                type,
                severity.or(later.severity),
                dedupKey,
                later.title,
                agentId,
                later.agentName,
                later.sourceEventId,
                later.time.isAfter(time) ? later.time : time,
                count + later.count);
    }

    /** The same with other words. */
    public AlertSignal titled(String words) {
        return new AlertSignal(type, severity, dedupKey, words, agentId, agentName, sourceEventId, time, count);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }
}
