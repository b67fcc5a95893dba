package io.aim.keycloak.core.decision;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.capability.CapabilityType;
import io.aim.keycloak.core.capability.ConditionRefusal;
import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.capability.GrantedCapability;
import io.aim.keycloak.core.policy.ActionFacts;
import io.aim.keycloak.core.policy.Enforcement;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.core.policy.PolicyEngine;
import io.aim.keycloak.core.policy.PolicyType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an agent may do something now: the agent itself, its grants and their conditions, the capability's
 * minimum trust, the realm's policies, and whether a person has to agree.
 *
 * @param policies the realm's
 * @param monitoring whether the realm lets everything pass that only grants and policies would stop
 */
public record DecisionEngine(PolicyEngine policies, boolean monitoring) {

    /** What the grants say: the one that counts, or why there is none. */
    private record GrantVerdict(
            @Nullable GrantedCapability grant, @Nullable DecisionReason refusal) {}

    /** @param type the capability in the realm's catalogue, or null if it is not there */
    public Decision decide(
            DecisionSubject subject, @Nullable CapabilityType type, ActionRequest request, RecentActions recent) {
        DecisionReason agent = agentRefusal(subject, request);
        if (agent != null) {
            return new Decision(DecisionOutcome.DENIED, agent, null, ExecutionMode.AUTO, List.of(), false);
        }
        GrantVerdict verdict = type == null
                ? new GrantVerdict(null, DecisionReason.UNKNOWN_CAPABILITY)
                : grant(subject, request, recent);
        List<Policy> findings = policies.findings(subject.profile(), facts(subject, request, recent, verdict));
        Circumstances circumstances = new Circumstances(
                verdict.grant() == null ? null : verdict.grant().id(),
                verdict.refusal(),
                type != null,
                type != null && subject.profile().isTrustedLessThan(type.minimumTrust()),
                mode(type, verdict.grant()));
        return conclude(circumstances, findings);
    }

    /**
     * What a decision rests on beside the policies.
     *
     * @param grantId the grant that covers the action, or null
     * @param refusal why none does, or null
     * @param known whether the capability is in the realm's catalogue
     * @param trustTooLow whether the capability demands more trust
     */
    record Circumstances(
            @Nullable String grantId,
            @Nullable DecisionReason refusal,
            boolean known,
            boolean trustTooLow,
            ExecutionMode mode) {}

    /** The decision about a verified agent. */
    Decision conclude(Circumstances circumstances, List<Policy> findings) {
        DecisionReason refusal = refusal(circumstances, findings);
        String grantId = circumstances.grantId();
        ExecutionMode mode = circumstances.mode();
        if (refusal != null) {
            return new Decision(
                    monitoring ? DecisionOutcome.ALLOWED : DecisionOutcome.DENIED,
                    refusal,
                    grantId,
                    mode,
                    findings,
                    monitoring);
        }
        return mode == ExecutionMode.REVIEW
                ? new Decision(DecisionOutcome.PENDING, DecisionReason.REVIEW_REQUIRED, grantId, mode, findings, false)
                : new Decision(
                        DecisionOutcome.ALLOWED, allowance(circumstances, findings), grantId, mode, findings, false);
    }

    /** What a policy lets pass and tells somebody of is a violation all the same, one that was not blocked. */
    private static DecisionReason allowance(Circumstances circumstances, List<Policy> findings) {
        if (circumstances.refusal() == null) {
            return DecisionReason.GRANTED;
        }
        boolean silent = findings.stream()
                .anyMatch(policy ->
                        policy.type() == PolicyType.CAPABILITY_VIOLATION && policy.enforcement() == Enforcement.ALLOW);
        return silent ? DecisionReason.ALLOWED_BY_POLICY : circumstances.refusal();
    }

    private static @Nullable DecisionReason agentRefusal(DecisionSubject subject, ActionRequest request) {
        if (subject.status() != AgentStatus.VERIFIED) {
            return DecisionReason.of(subject.status());
        }
        return subject.expiresAt() != null && !request.at().isBefore(subject.expiresAt())
                ? DecisionReason.AGENT_EXPIRED
                : null;
    }

    /** Of the grants that cover the action the first whose conditions hold; else the refusal that came closest. */
    private static GrantVerdict grant(DecisionSubject subject, ActionRequest request, RecentActions recent) {
        List<GrantedCapability> named = subject.grants().stream()
                .filter(grant -> grant.capability().equals(request.capability()))
                .toList();
        List<GrantedCapability> live =
                named.stream().filter(grant -> grant.isLive(request.at())).toList();
        if (live.isEmpty()) {
            return new GrantVerdict(
                    null, named.isEmpty() ? DecisionReason.CAPABILITY_NOT_GRANTED : DecisionReason.GRANT_EXPIRED);
        }
        DecisionReason refusal = DecisionReason.RESOURCE_NOT_GRANTED;
        for (GrantedCapability grant : live) {
            if (grant.covers(request.resource())) {
                Optional<ConditionRefusal> failing =
                        grant.conditions().holds(request.at(), request.address(), calls(grant, recent));
                if (failing.isEmpty()) {
                    return new GrantVerdict(grant, null);
                }
                refusal = DecisionReason.of(failing.get());
            }
        }
        return new GrantVerdict(null, refusal);
    }

    private static long calls(GrantedCapability grant, RecentActions recent) {
        Integer limit = grant.conditions().maxCallsPerHour();
        return limit == null ? 0 : recent.underGrant(grant.id(), limit);
    }

    private ActionFacts facts(
            DecisionSubject subject, ActionRequest request, RecentActions recent, GrantVerdict verdict) {
        long mostActions = policies.mostActions();
        return new ActionFacts(
                request.at(),
                request.address(),
                verdict.grant() != null,
                subject.declared().contains(request.capability()),
                mostActions == 0 ? 0 : recent.actions(mostActions),
                policies.needsBytes() ? recent.bytes() + request.bytes() : 0);
    }

    /** A capability that the realm does not know is no policy's to allow. */
    private static @Nullable DecisionReason refusal(Circumstances circumstances, List<Policy> findings) {
        if (!circumstances.known()) {
            return DecisionReason.UNKNOWN_CAPABILITY;
        }
        if (circumstances.grantId() == null && !isExcepted(findings)) {
            return circumstances.refusal();
        }
        if (circumstances.trustTooLow()) {
            return DecisionReason.TRUST_TOO_LOW;
        }
        return findings.stream()
                .filter(policy -> policy.enforcement().blocks())
                .findFirst()
                .map(policy -> DecisionReason.of(policy.type()))
                .orElse(null);
    }

    private static boolean isExcepted(List<Policy> findings) {
        return findings.stream()
                .anyMatch(policy -> policy.type() == PolicyType.CAPABILITY_VIOLATION
                        && policy.enforcement() != Enforcement.BLOCK_AND_ALERT);
    }

    private static ExecutionMode mode(@Nullable CapabilityType type, @Nullable GrantedCapability grant) {
        ExecutionMode byType = type == null ? ExecutionMode.AUTO : type.executionMode();
        return grant == null || grant.executionMode() == null ? byType : byType.strictest(grant.executionMode());
    }
}
