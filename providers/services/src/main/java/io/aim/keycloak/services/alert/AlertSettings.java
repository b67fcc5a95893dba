package io.aim.keycloak.services.alert;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertThresholds;
import io.aim.keycloak.services.rest.RealmNumber;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/** What a realm sets about alerts. */
public final class AlertSettings {

    /** Failed authentications that are a warning. */
    public static final RealmNumber FAILURES_WARNING =
            new RealmNumber("aim.alert.failures-warning", 3, 1, AlertThresholds.MAX);
    /** Failed authentications that are of high severity. */
    public static final RealmNumber FAILURES_HIGH =
            new RealmNumber("aim.alert.failures-high", 5, 1, AlertThresholds.MAX);
    /** Minutes within which they are counted. */
    public static final RealmNumber FAILURES_MINUTES = new RealmNumber("aim.alert.failures-minutes", 15, 1, 1440);
    /** Days before a key expires from which on that is a warning; the events of the trail come at 30, 7 and 1. */
    public static final RealmNumber KEY_WARNING_DAYS = new RealmNumber("aim.alert.key-warning-days", 7, 0, 30);
    /** Days before a key expires from which on that is of high severity. */
    public static final RealmNumber KEY_HIGH_DAYS = new RealmNumber("aim.alert.key-high-days", 1, 0, 30);
    /** Days for which alerts are kept that nobody has to look at any more. */
    public static final RealmNumber RETENTION_DAYS = new RealmNumber("aim.alert.retention-days", 365, 1, 3650);
    /** Realm attribute: e-mail address that is told of alerts beside owners and sponsors. */
    public static final String CONTACT = "aim.alert.contact";
    /** Realm attribute: code of the lowest severity that people are told of. */
    public static final String MAIL_SEVERITY = "aim.alert.mail-severity";

    private AlertSettings() {}

    /** The numbers of the rules. */
    public static AlertThresholds thresholds(RealmModel realm) {
        return new AlertThresholds(
                FAILURES_WARNING.of(realm),
                FAILURES_HIGH.of(realm),
                Duration.ofMinutes(FAILURES_MINUTES.of(realm)),
                KEY_WARNING_DAYS.of(realm),
                KEY_HIGH_DAYS.of(realm));
    }

    /** The lowest severity that people are told of by e-mail. */
    public static AlertSeverity mailSeverity(RealmModel realm) {
        String code = realm.getAttribute(MAIL_SEVERITY);
        return code == null ? AlertSeverity.HIGH : AlertSeverity.fromCode(code).orElse(AlertSeverity.HIGH);
    }

    /** Who is told beside owners and sponsors, or null. */
    public static @Nullable String contact(RealmModel realm) {
        return realm.getAttribute(CONTACT);
    }
}
