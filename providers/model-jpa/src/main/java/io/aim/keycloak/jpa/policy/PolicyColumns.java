package io.aim.keycloak.jpa.policy;

import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.capability.ConditionRules;
import io.aim.keycloak.core.capability.TimeWindow;
import io.aim.keycloak.core.policy.ConditionFields;
import io.aim.keycloak.core.policy.PolicyCondition;
import io.aim.keycloak.core.policy.PolicyScope;
import io.aim.keycloak.core.policy.PolicyType;
import io.aim.keycloak.core.policy.ScopeFields;
import io.aim.keycloak.core.policy.ScopeKind;
import io.aim.keycloak.jpa.TextMapColumn;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scope and condition as columns. What is read is judged by the same rules as what is sent. */
final class PolicyColumns {

    private static final String SPACE = " ";
    private static final String TRUST = "trust";
    private static final String ACTIONS = "actions";
    private static final String BYTES = "bytes";
    private static final String CIDRS = "cidrs";
    private static final String DAYS = "days";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String ZONE = "zone";

    private PolicyColumns() {}

    /** What the kind of scope needs to know, or null. */
    static @Nullable String write(PolicyScope scope) {
        if (scope instanceof PolicyScope.OfType typed) {
            return typed.type().code();
        }
        if (scope instanceof PolicyScope.Tagged tagged) {
            return tagged.tag();
        }
        if (scope instanceof PolicyScope.Agent agent) {
            return agent.agentId();
        }
        return scope instanceof PolicyScope.TrustBelow trust ? trust.bound().toPlainString() : null;
    }

    static PolicyScope scope(String kind, @Nullable String value) {
        ScopeKind known = ScopeKind.fromCode(kind).orElseThrow();
        return new ScopeFields(
                        kind,
                        known == ScopeKind.TYPE ? value : null,
                        known == ScopeKind.TAG ? value : null,
                        known == ScopeKind.AGENT ? value : null,
                        known == ScopeKind.TRUST_BELOW ? number(value) : null)
                .toScope();
    }

    static @Nullable String write(PolicyCondition condition) {
        SortedMap<String, String> texts = new TreeMap<>();
        if (condition instanceof PolicyCondition.LowTrust low) {
            texts.put(TRUST, low.trustBelow().toPlainString());
        } else if (condition instanceof PolicyCondition.UnusualActivity unusual) {
            texts.put(ACTIONS, String.valueOf(unusual.actionsPerHour()));
        } else if (condition instanceof PolicyCondition.DataExfiltration data) {
            texts.put(BYTES, String.valueOf(data.bytesPerHour()));
        } else if (condition instanceof PolicyCondition.UnauthorizedAccess access) {
            write(access, texts);
        }
        return TextMapColumn.write(texts);
    }

    private static void write(PolicyCondition.UnauthorizedAccess access, SortedMap<String, String> texts) {
        if (!access.allowedCidrs().isEmpty()) {
            texts.put(
                    CIDRS, access.allowedCidrs().stream().map(IpRange::toString).collect(Collectors.joining(SPACE)));
        }
        TimeWindow hours = access.hours();
        if (hours != null) {
            texts.put(
                    DAYS,
                    hours.days().stream().sorted().map(ConditionRules::code).collect(Collectors.joining(SPACE)));
            texts.put(FROM, hours.from().toString());
            texts.put(TO, hours.to().toString());
            texts.put(ZONE, hours.zone().getId());
        }
    }

    static PolicyCondition condition(PolicyType type, @Nullable String column) {
        SortedMap<String, String> texts = TextMapColumn.read(column);
        return new ConditionFields(
                        number(texts.get(TRUST)),
                        number(texts.get(ACTIONS)),
                        words(texts.get(CIDRS)),
                        texts.containsKey(ZONE)
                                ? new ConditionFields.Hours(
                                        words(texts.get(DAYS)), texts.get(FROM), texts.get(TO), texts.get(ZONE))
                                : null,
                        number(texts.get(BYTES)))
                .toCondition(type);
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static @Nullable List<@Nullable String> words(@Nullable String text) {
        return text == null || text.isEmpty() ? null : List.of(text.split(SPACE, -1));
    }
}
