package io.aim.keycloak.services.agent.lifecycle;

import io.aim.keycloak.services.rest.RealmNumber;
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
    /** Days until an agent without sponsor is suspended. */
    public static final RealmNumber GRACE_DAYS = new RealmNumber("aim.sponsor.grace-days", 7, 0, 365);

    /** The settings of that realm. */
    public static SponsorSettings of(RealmModel realm) {
        return new SponsorSettings(realm.getAttribute(FALLBACK), Duration.ofDays(GRACE_DAYS.of(realm)));
    }
}
