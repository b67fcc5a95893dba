package io.aim.keycloak.services.capability;

import io.aim.keycloak.core.capability.ConditionRules;
import io.aim.keycloak.core.capability.GrantConditions;
import io.aim.keycloak.core.capability.TimeWindow;
import io.aim.keycloak.services.rest.JsonBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a grant, as sent. */
final class GrantFields {

    private GrantFields() {}

    /** The field {@code conditions}; absent means none. */
    static GrantConditions conditions(JsonBody body) {
        JsonBody sent = body.nested("conditions", "timeWindow", "allowedCidrs", "maxCallsPerHour");
        return sent == null
                ? GrantConditions.NONE
                : new GrantConditions(
                        window(sent.nested("timeWindow", "days", "from", "to", "zone")),
                        ConditionRules.cidrs(sent.texts("allowedCidrs")),
                        ConditionRules.maxCallsPerHour(sent.number("maxCallsPerHour")));
    }

    private static @Nullable TimeWindow window(@Nullable JsonBody sent) {
        return sent == null
                ? null
                : ConditionRules.timeWindow(sent.texts("days"), sent.text("from"), sent.text("to"), sent.text("zone"));
    }

    /** The field {@code ttlSeconds}. */
    static @Nullable Long ttlSeconds(JsonBody body) {
        Integer seconds = body.number("ttlSeconds");
        return seconds == null ? null : Long.valueOf(seconds);
    }

    /** The patterns as details of an audit event show them. */
    static @Nullable String text(List<?> resources) {
        return resources.isEmpty()
                ? null
                : String.join(" ", resources.stream().map(String::valueOf).toList());
    }
}
