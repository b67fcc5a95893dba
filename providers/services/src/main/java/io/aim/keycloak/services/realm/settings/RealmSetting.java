package io.aim.keycloak.services.realm.settings;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.assertion.AssertionPolicy;
import io.aim.keycloak.services.agent.authentication.RealmAssertionSettings;
import io.aim.keycloak.services.agent.lifecycle.SponsorSettings;
import io.aim.keycloak.services.key.KeySettings;
import io.aim.keycloak.services.rest.JsonBody;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/** A number that a realm can set: its field, its attribute, its default and its bounds. */
enum RealmSetting {
    KEY_LIFETIME_DAYS(
            "keyLifetimeDays",
            KeySettings.LIFETIME_DAYS,
            KeySettings.DEFAULT_LIFETIME_DAYS,
            1,
            KeySettings.MAX_LIFETIME_DAYS),
    KEY_GRACE_SECONDS(
            "keyGraceSeconds",
            KeySettings.GRACE_SECONDS,
            KeySettings.DEFAULT_GRACE_SECONDS,
            0,
            KeySettings.MAX_GRACE_SECONDS),
    MAX_ACTIVE_KEYS(
            "maxActiveKeys", KeySettings.MAX_ACTIVE, KeySettings.DEFAULT_MAX_ACTIVE, 1, KeySettings.MOST_ACTIVE),
    SPONSOR_GRACE_DAYS(
            "sponsorGraceDays",
            SponsorSettings.GRACE_DAYS,
            SponsorSettings.DEFAULT_GRACE_DAYS,
            0,
            SponsorSettings.MAX_GRACE_DAYS),
    ASSERTION_MAX_LIFETIME(
            "assertionMaxLifetimeSeconds",
            RealmAssertionSettings.MAX_LIFETIME,
            AssertionPolicy.DEFAULT_MAX_LIFETIME_SECONDS,
            30,
            600),
    ASSERTION_CLOCK_SKEW(
            "assertionClockSkewSeconds",
            RealmAssertionSettings.CLOCK_SKEW,
            AssertionPolicy.DEFAULT_CLOCK_SKEW_SECONDS,
            0,
            60);

    static final String FALLBACK_FIELD = "fallbackSponsor";
    static final String FALLBACK_ATTRIBUTE = SponsorSettings.FALLBACK;

    private final String field;
    private final String attribute;
    private final int byDefault;
    private final int min;
    private final int max;

    RealmSetting(String field, String attribute, int byDefault, int min, int max) {
        this.field = field;
        this.attribute = attribute;
        this.byDefault = byDefault;
        this.min = min;
        this.max = max;
    }

    static String[] fields() {
        return Stream.concat(Stream.of(values()).map(setting -> setting.field), Stream.of(FALLBACK_FIELD))
                .toArray(String[]::new);
    }

    /** The value in effect. */
    int of(RealmModel realm) {
        return Math.max(min, Math.min(max, realm.getAttribute(attribute, byDefault)));
    }

    /** @throws InvalidInputException if the body has another value for it than a number within the bounds, or null */
    void check(JsonBody body) {
        Integer value = body.number(field);
        if (value != null && (value < min || value > max)) {
            throw new InvalidInputException(field, "out_of_range", field + " must be from " + min + " to " + max);
        }
    }

    /** Takes over what the body says. */
    void change(RealmModel realm, JsonBody body) {
        if (body.has(field)) {
            Integer value = body.number(field);
            set(realm, attribute, value == null ? null : value.toString());
        }
    }

    static void set(RealmModel realm, String attribute, @Nullable String value) {
        if (value == null) {
            realm.removeAttribute(attribute);
        } else {
            realm.setAttribute(attribute, value);
        }
    }
}
