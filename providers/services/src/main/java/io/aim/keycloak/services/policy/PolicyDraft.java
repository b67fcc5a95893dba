package io.aim.keycloak.services.policy;

import io.aim.keycloak.core.policy.ConditionFields;
import io.aim.keycloak.core.policy.Enforcement;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.core.policy.PolicyCondition;
import io.aim.keycloak.core.policy.PolicyRules;
import io.aim.keycloak.core.policy.PolicyScope;
import io.aim.keycloak.core.policy.PolicyType;
import io.aim.keycloak.core.policy.ScopeFields;
import io.aim.keycloak.services.rest.JsonBody;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A policy as sent, every rule kept. */
record PolicyDraft(
        String name,
        @Nullable String description,
        PolicyScope scope,
        PolicyCondition condition,
        int priority,
        Enforcement enforcement,
        boolean enabled) {

    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String TYPE = "type";
    private static final String ENABLED = "enabled";
    private static final String PRIORITY = "priority";
    private static final String ENFORCEMENT = "enforcement";
    private static final String HOURS = "hours";
    private static final String TRUST_BELOW = "trustBelow";

    /** What a policy can say of itself. */
    private static final String[] FIELDS = {
        NAME, DESCRIPTION, TYPE, ConditionFields.FIELD, ScopeFields.FIELD, ENABLED, PRIORITY, ENFORCEMENT
    };

    /** The fields of a policy, and more. */
    static String[] fields(String... more) {
        return Stream.of(FIELDS, more).flatMap(Stream::of).toArray(String[]::new);
    }

    static PolicyDraft read(JsonBody body) {
        PolicyType type = PolicyRules.type(body.text(TYPE));
        return new PolicyDraft(
                PolicyRules.name(body.text(NAME)),
                PolicyRules.description(body.text(DESCRIPTION)),
                scope(body.nested(ScopeFields.FIELD, "kind", "agentType", "tag", "agentId", TRUST_BELOW)),
                condition(body.nested(
                                ConditionFields.FIELD,
                                TRUST_BELOW,
                                "actionsPerHour",
                                "allowedCidrs",
                                HOURS,
                                "bytesPerHour"))
                        .toCondition(type),
                PolicyRules.priority(body.number(PRIORITY)),
                PolicyRules.enforcement(body.text(ENFORCEMENT)),
                body.value(ENABLED) == null || body.flag(ENABLED));
    }

    private static PolicyScope scope(@Nullable JsonBody sent) {
        ScopeFields fields = sent == null
                ? ScopeFields.NONE
                : JsonBody.within(
                        ScopeFields.FIELD,
                        () -> new ScopeFields(
                                sent.text("kind"),
                                sent.text("agentType"),
                                sent.text("tag"),
                                sent.text("agentId"),
                                sent.decimal(TRUST_BELOW)));
        return fields.toScope();
    }

    private static ConditionFields condition(@Nullable JsonBody sent) {
        return sent == null
                ? new ConditionFields(null, null, null, null, null)
                : JsonBody.within(
                        ConditionFields.FIELD,
                        () -> new ConditionFields(
                                sent.decimal(TRUST_BELOW),
                                sent.decimal("actionsPerHour"),
                                sent.texts("allowedCidrs"),
                                hours(sent.nested(HOURS, "days", "from", "to", "zone")),
                                sent.decimal("bytesPerHour")));
    }

    private static ConditionFields.@Nullable Hours hours(@Nullable JsonBody sent) {
        return sent == null
                ? null
                : JsonBody.within(
                        HOURS,
                        () -> new ConditionFields.Hours(
                                sent.texts("days"), sent.text("from"), sent.text("to"), sent.text("zone")));
    }

    /** The rule that is asked, under that id. */
    Policy toRule(String id) {
        return new Policy(id, name, scope, condition, priority, enforcement, enabled);
    }
}
