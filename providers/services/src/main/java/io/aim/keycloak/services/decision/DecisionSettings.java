package io.aim.keycloak.services.decision;

import io.aim.keycloak.services.rest.RealmChoice;
import io.aim.keycloak.services.rest.RealmNumber;
import java.time.Duration;
import java.util.List;
import org.keycloak.models.RealmModel;

/** A realm's settings for decisions. */
public final class DecisionSettings {

    private static final String SUSPEND = "suspend";

    /** What follows when an agent keeps trying what is of high risk: an {@code alert}, or that the agent is stopped too. */
    public static final RealmChoice REPEATED_VIOLATIONS =
            new RealmChoice("aim.violation.repeated", "alert", List.of("alert", SUSPEND));

    /** So many violations of high risk within an hour are trying again and again. */
    public static final RealmNumber REPEATED_PER_HOUR = new RealmNumber("aim.violation.repeated-per-hour", 3, 1, 100);

    /** Minutes within which somebody has to agree, and within which what was agreed to may be carried out. */
    public static final RealmNumber APPROVAL_MINUTES = new RealmNumber("aim.decision.approval-minutes", 15, 1, 10_080);

    /** Days for which decisions and violations are kept. */
    public static final RealmNumber RETENTION_DAYS = new RealmNumber("aim.decision.retention-days", 90, 1, 3650);

    private DecisionSettings() {}

    static boolean suspends(RealmModel realm) {
        return SUSPEND.equals(REPEATED_VIOLATIONS.of(realm));
    }

    static Duration approvalTime(RealmModel realm) {
        return Duration.ofMinutes(APPROVAL_MINUTES.of(realm));
    }

    static Duration retention(RealmModel realm) {
        return Duration.ofDays(RETENTION_DAYS.of(realm));
    }
}
