package io.aim.keycloak.services.agent.lifecycle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/**
 * What a realm does with agents whose sponsor is gone or disabled.
 *
 * @param fallback user id of who takes the place, or null
 * @param grace without a fallback, how long the agent stays verified
 */
public record SponsorSettings(@Nullable String fallback, Duration grace) {

    /** Realm attribute: user id of the fallback sponsor. */
    public static final String FALLBACK = "aim.sponsor.fallback";
    /** Realm attribute: days until an agent without sponsor is suspended; 0 to 365. */
    public static final String GRACE_DAYS = "aim.sponsor.grace-days";

    /** Default of {@link #GRACE_DAYS}. */
    public static final int DEFAULT_GRACE_DAYS = 7;
    /** Largest {@link #GRACE_DAYS}. */
    public static final int MAX_GRACE_DAYS = 365;

    /** The settings of that realm. */
    public static SponsorSettings of(RealmModel realm) {
        int days = realm.getAttribute(GRACE_DAYS, DEFAULT_GRACE_DAYS);
        return new SponsorSettings(
                realm.getAttribute(FALLBACK), Duration.ofDays(Math.max(0, Math.min(MAX_GRACE_DAYS, days))));
    }
}
