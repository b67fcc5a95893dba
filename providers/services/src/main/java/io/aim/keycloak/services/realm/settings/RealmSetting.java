package io.aim.keycloak.services.realm.settings;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.services.agent.lifecycle.SponsorSettings;
import io.aim.keycloak.services.alert.AlertSettings;
import io.aim.keycloak.services.capability.CapabilitySettings;
import io.aim.keycloak.services.decision.DecisionSettings;
import io.aim.keycloak.services.key.KeySettings;
import io.aim.keycloak.services.key.RealmAssertionSettings;
import io.aim.keycloak.services.mcp.verification.McpVerificationSettings;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.RealmNumber;
import io.aim.keycloak.services.rest.ratelimit.RateLimit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/** A number that a realm can set, and its field. */
enum RealmSetting {
    KEY_LIFETIME_DAYS("keyLifetimeDays", KeySettings.LIFETIME_DAYS),
    KEY_GRACE_SECONDS("keyGraceSeconds", KeySettings.GRACE_SECONDS),
    MAX_ACTIVE_KEYS("maxActiveKeys", KeySettings.MAX_ACTIVE),
    SPONSOR_GRACE_DAYS("sponsorGraceDays", SponsorSettings.GRACE_DAYS),
    ASSERTION_MAX_LIFETIME("assertionMaxLifetimeSeconds", RealmAssertionSettings.MAX_LIFETIME),
    ASSERTION_CLOCK_SKEW("assertionClockSkewSeconds", RealmAssertionSettings.CLOCK_SKEW),
    AGENT_TOKENS("agentTokensPerMinute", RateLimit.AGENT_TOKENS.setting()),
    AGENT_REQUESTS("agentRequestsPerMinute", RateLimit.CALLER.setting()),
    API_KEY_REQUESTS("apiKeyRequestsPerMinute", RateLimit.API_KEY.setting()),
    ADDRESS_REQUESTS("addressRequestsPerMinute", RateLimit.ADDRESS.setting()),
    CAPABILITY_REQUEST_DAYS("capabilityRequestRetentionDays", CapabilitySettings.REQUEST_RETENTION_DAYS),
    APPROVAL_MINUTES("approvalMinutes", DecisionSettings.APPROVAL_MINUTES),
    DECISION_DAYS("decisionRetentionDays", DecisionSettings.RETENTION_DAYS),
    REPEATED_VIOLATIONS("repeatedViolationsPerHour", DecisionSettings.REPEATED_PER_HOUR),
    MCP_VERIFICATION_HOURS("mcpVerificationHours", McpVerificationSettings.HOURS),
    ALERT_FAILURES_WARNING("alertFailuresWarning", AlertSettings.FAILURES_WARNING),
    ALERT_FAILURES_HIGH("alertFailuresHigh", AlertSettings.FAILURES_HIGH),
    ALERT_FAILURES_MINUTES("alertFailuresMinutes", AlertSettings.FAILURES_MINUTES),
    ALERT_KEY_WARNING("alertKeyWarningDays", AlertSettings.KEY_WARNING_DAYS),
    ALERT_KEY_HIGH("alertKeyHighDays", AlertSettings.KEY_HIGH_DAYS),
    ALERT_DAYS("alertRetentionDays", AlertSettings.RETENTION_DAYS);

    static final String ALLOW_LIST_FIELD = "outboundAllowList";
    static final String FALLBACK_FIELD = "fallbackSponsor";
    static final String FALLBACK_ATTRIBUTE = SponsorSettings.FALLBACK;

    private final String field;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values
    private final RealmNumber number;

    RealmSetting(String field, RealmNumber number) {
        this.field = field;
        this.number = number;
    }

    static String[] fields() {
        return Stream.of(
                        Stream.of(values()).map(setting -> setting.field),
                        Stream.of(RealmChoiceSetting.values()).map(RealmChoiceSetting::field),
                        Stream.of(RealmTextSetting.values()).map(RealmTextSetting::field),
                        Stream.of(FALLBACK_FIELD, ALLOW_LIST_FIELD))
                .flatMap(fields -> fields)
                .toArray(String[]::new);
    }

    /** The value in effect. */
    int of(RealmModel realm) {
        return number.of(realm);
    }

    /** @throws InvalidInputException if the body has another value for it than a number within the bounds, or null */
    void check(JsonBody body) {
        Integer value = body.number(field);
        if (value != null && !number.allows(value)) {
            throw new InvalidInputException(
                    field, "out_of_range", field + " must be from " + number.min() + " to " + number.max());
        }
    }

    /** Takes over what the body says. */
    void change(RealmModel realm, JsonBody body) {
        if (body.has(field)) {
            Integer value = body.number(field);
            set(realm, number.attribute(), value == null ? null : value.toString());
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
