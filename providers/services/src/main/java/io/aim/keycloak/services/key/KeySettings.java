package io.aim.keycloak.services.key;

import io.aim.keycloak.services.rest.RealmNumber;
import java.time.Duration;
import org.keycloak.models.RealmModel;

/**
 * A realm's settings for agent keys.
 *
 * @param lifetime until a new key expires
 * @param grace how long a replaced key stays accepted unless a call says otherwise
 * @param maxActive most keys of an agent that are active at once
 */
public record KeySettings(Duration lifetime, Duration grace, int maxActive) {

    /** Days until a new key expires. */
    public static final RealmNumber LIFETIME_DAYS = new RealmNumber("aim.key.lifetime-days", 365, 1, 3650);
    /** Seconds for which a replaced key stays accepted. */
    public static final RealmNumber GRACE_SECONDS = new RealmNumber("aim.key.grace-seconds", 86_400, 0, 30 * 86_400);
    /** Most active keys of an agent. */
    public static final RealmNumber MAX_ACTIVE = new RealmNumber("aim.key.max-active", 5, 1, 20);

    /** The settings of that realm. */
    public static KeySettings of(RealmModel realm) {
        return new KeySettings(
                Duration.ofDays(LIFETIME_DAYS.of(realm)),
                Duration.ofSeconds(GRACE_SECONDS.of(realm)),
                MAX_ACTIVE.of(realm));
    }
}
