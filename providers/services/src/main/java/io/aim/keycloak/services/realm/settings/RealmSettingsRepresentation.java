package io.aim.keycloak.services.realm.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A realm's settings for agents. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "RealmSettings",
        description =
                "Settings of a realm for agents. A change leaves absent fields as they are; null brings the default back.")
public record RealmSettingsRepresentation(
        @Schema(minimum = "1", maximum = "3650", description = "Days until a new key expires; default 365.") @Nullable
        Integer keyLifetimeDays,

        @Schema(
                minimum = "0",
                maximum = "2592000",
                description = "Seconds for which a replaced key stays accepted; default 86400.")
        @Nullable
        Integer keyGraceSeconds,

        @Schema(minimum = "1", maximum = "20", description = "Most active keys of an agent; default 5.") @Nullable
        Integer maxActiveKeys,

        @Schema(description = "User id of who takes the place of sponsors who leave; a username is accepted.") @Nullable
        String fallbackSponsor,

        @Schema(
                minimum = "0",
                maximum = "365",
                description = "Days until an agent without sponsor is suspended, if there is no fallback; default 7.")
        @Nullable
        Integer sponsorGraceDays,

        @Schema(
                minimum = "30",
                maximum = "600",
                description = "How many seconds ahead exp of an assertion may lie; default 300.")
        @Nullable
        Integer assertionMaxLifetimeSeconds,

        @Schema(minimum = "0", maximum = "60", description = "Tolerated clock difference in seconds; default 15.")
        @Nullable
        Integer assertionClockSkewSeconds,

        @Schema(
                minimum = "0",
                maximum = "1000000",
                description = "Tokens that an agent gets per minute and node, 0 for no limit; default 6000.")
        @Nullable
        Integer agentTokensPerMinute,

        @Schema(
                minimum = "0",
                maximum = "1000000",
                description =
                        "Requests to the runtime API per minute and node with the access tokens of an agent or user, 0 for"
                                + " no limit; default 6000.")
        @Nullable
        Integer agentRequestsPerMinute,

        @Schema(
                minimum = "0",
                maximum = "1000000",
                description = "Requests per minute and node with an API key, 0 for no limit; default 6000.")
        @Nullable
        Integer apiKeyRequestsPerMinute,

        @Schema(
                minimum = "0",
                maximum = "1000000",
                description =
                        "Requests per minute, node and IP address without an accepted credential: to public endpoints,"
                                + " and refused ones; 0 for no limit; default 600.")
        @Nullable
        Integer addressRequestsPerMinute,

        @Schema(
                minimum = "1",
                maximum = "3650",
                description = "Days for which requests for capabilities are kept that were decided or taken back;"
                        + " default 365.")
        @Nullable
        Integer capabilityRequestRetentionDays,

        @Schema(
                minimum = "1",
                maximum = "10080",
                description = "Minutes within which somebody has to agree to an action, and within which it may then be"
                        + " carried out; default 15.")
        @Nullable
        Integer approvalMinutes,

        @Schema(
                minimum = "1",
                maximum = "3650",
                description = "Days for which decisions and violations are kept; default 90.")
        @Nullable
        Integer decisionRetentionDays,

        @Schema(
                enumeration = {"strict", "monitoring"},
                description =
                        "Whether grants and policies are enforced: strict makes requests of the capabilities that agents"
                                + " declare and denies what is not allowed, monitoring grants them at once, allows and"
                                + " records; default strict.")
        @Nullable
        String enforcementMode,

        @Schema(
                enumeration = {"alert", "suspend"},
                description = "What follows from repeated violations of high risk within an hour: a critical alert, or"
                        + " the agent is suspended too; default alert.")
        @Nullable
        String repeatedViolations,

        @Schema(
                minimum = "1",
                maximum = "100",
                description = "So many violations of high risk within an hour are repeated ones; default 3.")
        @Nullable
        Integer repeatedViolationsPerHour,

        @Schema(
                minimum = "1",
                maximum = "100",
                description = "Failed authentications that raise an alert of severity warning; default 3.")
        @Nullable
        Integer alertFailuresWarning,

        @Schema(
                minimum = "1",
                maximum = "100",
                description = "Failed authentications that raise an alert of severity high; default 5.")
        @Nullable
        Integer alertFailuresHigh,

        @Schema(minimum = "1", maximum = "1440", description = "Minutes within which they are counted; default 15.")
        @Nullable
        Integer alertFailuresMinutes,

        @Schema(
                minimum = "0",
                maximum = "30",
                description = "A key that expires within so many days is an alert of severity warning; default 7.")
        @Nullable
        Integer alertKeyWarningDays,

        @Schema(
                minimum = "0",
                maximum = "30",
                description = "A key that expires within so many days is an alert of severity high; default 1.")
        @Nullable
        Integer alertKeyHighDays,

        @Schema(
                minimum = "1",
                maximum = "3650",
                description = "Days for which resolved alerts are kept, and suppressed ones that do not happen again;"
                        + " default 365.")
        @Nullable
        Integer alertRetentionDays,

        @Schema(description = "E-mail address that is told of alerts beside owners and sponsors.") @Nullable
        String alertContact,

        @Schema(
                enumeration = {"info", "warning", "high", "critical"},
                description = "Lowest severity that people are told of by e-mail; default high.")
        @Nullable
        String alertMailSeverity,

        @Schema(
                maxItems = 100,
                description = "Internal hosts that the server may connect to for the realm: host names, addresses and"
                        + " ranges in CIDR notation, within what the operator of the server lets realms open.")
        @Nullable
        List<String> outboundAllowList,

        @Schema(
                minimum = "1",
                maximum = "720",
                description = "Hours after which a verified MCP server is verified again; default 24.")
        @Nullable
        Integer mcpVerificationHours) {}
