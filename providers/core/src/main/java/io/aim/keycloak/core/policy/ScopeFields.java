package io.aim.keycloak.core.policy;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of its scope, before any rule was asked. A kind of scope has one field or none, and must not have
 * the others.
 *
 * @param kind a {@link ScopeKind}; absent means all agents
 * @param agentType of {@link ScopeKind#TYPE}
 * @param tag of {@link ScopeKind#TAG}
 * @param agentId of {@link ScopeKind#AGENT}
 * @param trustBelow of {@link ScopeKind#TRUST_BELOW}
 */
public record ScopeFields(
        @Nullable String kind,
        @Nullable String agentType,
        @Nullable String tag,
        @Nullable String agentId,
        @Nullable BigDecimal trustBelow) {

    /** Path of the scope in a policy. */
    public static final String FIELD = "scope";

    /** The scope of a policy that says nothing of it. */
    public static final ScopeFields NONE = new ScopeFields(null, null, null, null, null);

    /** The scope; whether there is such an agent is the realm's business. */
    public PolicyScope toScope() {
        ScopeKind known = knownKind();
        refuseUnless(known == ScopeKind.TYPE, "agentType", agentType, known);
        refuseUnless(known == ScopeKind.TAG, "tag", tag, known);
        refuseUnless(known == ScopeKind.AGENT, "agentId", agentId, known);
        refuseUnless(known == ScopeKind.TRUST_BELOW, "trustBelow", trustBelow, known);
        return switch (known) {
            case ALL -> new PolicyScope.All();
            case TYPE -> new PolicyScope.OfType(knownType());
            case TAG -> new PolicyScope.Tagged(AgentRules.tag(path("tag"), AgentRules.required(path("tag"), tag)));
            case AGENT -> new PolicyScope.Agent(AgentRules.required(path("agentId"), agentId));
            case TRUST_BELOW -> new PolicyScope.TrustBelow(PolicyRules.trustBelow(path("trustBelow"), trustBelow));
        };
    }

    private ScopeKind knownKind() {
        return kind == null
                ? ScopeKind.ALL
                : ScopeKind.fromCode(kind)
                        .orElseThrow(() -> new InvalidInputException(
                                path("kind"),
                                "invalid_scope",
                                "kind must be one of " + PolicyRules.codes(ScopeKind.values(), ScopeKind::code)));
    }

    private AgentType knownType() {
        String field = path("agentType");
        String code = AgentRules.required(field, agentType);
        return AgentType.fromCode(code)
                .orElseThrow(() -> new InvalidInputException(
                        field,
                        "invalid_type",
                        "agentType must be one of " + PolicyRules.codes(AgentType.values(), AgentType::code)));
    }

    private static void refuseUnless(boolean expected, String name, @Nullable Object value, ScopeKind kind) {
        if (value != null && !expected) {
            throw new InvalidInputException(
                    path(name), "scope_mismatch", name + " means nothing in a scope of kind " + kind.code());
        }
    }

    private static String path(String name) {
        return FIELD + "." + name;
    }
}
