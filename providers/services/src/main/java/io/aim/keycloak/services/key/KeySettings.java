package io.aim.keycloak.services.key;

import java.time.Duration;
import org.keycloak.models.RealmModel;

/**
 * A realm's settings for agent keys, from its attributes and clamped to safe bounds.
 *
 * @param lifetime until a new key expires
 * @param grace how long a replaced key stays accepted unless a call says otherwise
 * @param maxActive most keys of an agent that are active at once
 */
public record KeySettings(Duration lifetime, Duration grace, int maxActive) {

    /** Realm attribute: days until a new key expires; 1 to 3650. */
    public static final String LIFETIME_DAYS = "aim.key.lifetime-days";
    /** Realm attribute: seconds of grace; 0 to 30 days. */
    public static final String GRACE_SECONDS = "aim.key.grace-seconds";
    /** Realm attribute: most active keys of an agent; 1 to 20. */
    public static final String MAX_ACTIVE = "aim.key.max-active";

    /** Default of {@link #LIFETIME_DAYS}. */
    public static final int DEFAULT_LIFETIME_DAYS = 365;
    /** Largest {@link #LIFETIME_DAYS}. */
    public static final int MAX_LIFETIME_DAYS = 3650;
    /** Default of {@link #GRACE_SECONDS}. */
    public static final int DEFAULT_GRACE_SECONDS = 86_400;
    /** Largest {@link #GRACE_SECONDS}. */
    public static final int MAX_GRACE_SECONDS = 30 * 86_400;
    /** Default of {@link #MAX_ACTIVE}. */
    public static final int DEFAULT_MAX_ACTIVE = 5;
    /** Largest {@link #MAX_ACTIVE}. */
    public static final int MOST_ACTIVE = 20;

    /** The settings of that realm. */
    public static KeySettings of(RealmModel realm) {
        return new KeySettings(
                Duration.ofDays(number(realm, LIFETIME_DAYS, DEFAULT_LIFETIME_DAYS, 1, MAX_LIFETIME_DAYS)),
                Duration.ofSeconds(number(realm, GRACE_SECONDS, DEFAULT_GRACE_SECONDS, 0, MAX_GRACE_SECONDS)),
                number(realm, MAX_ACTIVE, DEFAULT_MAX_ACTIVE, 1, MOST_ACTIVE));
    }

    private static int number(RealmModel realm, String attribute, int byDefault, int min, int max) {
        return Math.max(min, Math.min(max, realm.getAttribute(attribute, byDefault)));
    }
}
