package io.aim.keycloak.services.alert;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Documents the bodies of requests about alerts. */
final class AlertRequests {

    private AlertRequests() {}

    /** With a note that need not be there. */
    @Schema(name = "AlertAcknowledgement")
    record Acknowledgement(
            @Schema(maxLength = 1000) @Nullable String note) {}

    /** How it was resolved. */
    @Schema(name = "AlertResolution")
    record Resolution(
            @Schema(required = true, maxLength = 1000, description = "What was found and done.")
            String note) {}

    /** Why nobody wants to hear of it. */
    @Schema(name = "AlertSuppression")
    record Suppression(
            @Schema(required = true, maxLength = 1000) String reason) {}

    /** Who takes care of it. */
    @Schema(name = "AlertAssignment")
    record Assignment(
            @Schema(
                    description = "User id or username of an enabled user of the realm; null for nobody.",
                    nullable = true)
            @Nullable
            String to) {}

    /** Until when nobody is told of it. */
    @Schema(name = "AlertSnooze")
    record Snooze(
            @Schema(
                    description = "ISO 8601 with an offset, at most 90 days ahead; null ends the snooze.",
                    nullable = true)
            @Nullable
            String until) {}

    /** Many at once. */
    @Schema(
            name = "AlertBulkRequest",
            description = "Alerts to acknowledge, named by ids or by a filter; of a filter only those that are open.")
    record Bulk(
            @Schema(description = "Ids of alerts, 500 at most; or use filter.") @Nullable
            List<String> ids,

            @Schema(
                    description =
                            "Filters of the list of alerts, such as {\"type\": \"key_expiring\"}; an empty object is all.")
            @Nullable
            Map<String, String> filter,

            @Schema(minimum = "1", maximum = "500", defaultValue = "100", description = "Most alerts of one call.")
            @Nullable
            Integer max,

            @Schema(maxLength = 1000) @Nullable String note) {}
}
