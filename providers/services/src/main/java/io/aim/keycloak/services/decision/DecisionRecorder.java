package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.audit.TimeOrderedId;
import io.aim.keycloak.core.capability.CapabilityType;
import io.aim.keycloak.core.capability.RiskLevel;
import io.aim.keycloak.core.decision.ActionRequest;
import io.aim.keycloak.core.decision.Decision;
import io.aim.keycloak.core.decision.DecisionOutcome;
import io.aim.keycloak.core.decision.DecisionStatus;
import io.aim.keycloak.core.decision.ViolationSeverity;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.RecordedDecision;
import io.aim.keycloak.spi.decision.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Writes what was decided: the decision, the violation that it found, and the events of the trail, all in the session's
 * transaction. The correlation id of the events is the id of the decision.
 */
final class DecisionRecorder {

    private static final int ADDRESS_MAX = 64;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AuditTrail trail;

    DecisionRecorder(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.trail = new AuditTrail(session, realm);
    }

    /** What was written. */
    record Recorded(RecordedDecision decision, @Nullable Violation violation, String eventId) {}

    Recorded record(DecisionCaller caller, AgentSnapshot agent, AskedAction action, DecisionMaker.Decided decided) {
        RecordedDecision decision = decision(caller, agent, action, decided.decision());
        List<AuditEvent> events = new ArrayList<>();
        events.add(event(caller, agent, decision, decided.decision()));
        Violation violation = null;
        if (decided.decision().isViolation()) {
            CapabilityType type = decided.type();
            RiskLevel risk = type == null ? null : type.risk();
            ViolationSeverity severity =
                    ViolationSeverity.of(risk, decided.recent().violations(ViolationSeverity.REPETITION));
            AuditEvent told = violationEvent(caller, agent, decision, decided.decision(), severity);
            events.add(told);
            violation = violation(decision, decided.decision(), risk, severity, told.id());
        }
        session.getProvider(DecisionProvider.class).record(decision, violation);
        session.getProvider(AuditProvider.class).append(events);
        return new Recorded(decision, violation, events.get(events.size() - 1).id());
    }

    private RecordedDecision decision(
            DecisionCaller caller, AgentSnapshot agent, AskedAction action, Decision decision) {
        ActionRequest request = action.request();
        return new RecordedDecision(
                TimeOrderedId.at(request.at()),
                realm.getId(),
                agent.agentId(),
                request.at(),
                caller.asker(),
                new RecordedDecision.Action(
                        request.capability(),
                        request.resource() == null ? null : request.resource().value(),
                        request.bytes(),
                        cut(request.address()),
                        action.context()),
                agent.declared().contains(request.capability()),
                DecisionStatus.of(decision.outcome()),
                decision.reason(),
                decision.grantId(),
                decision.mode(),
                decision.findings().stream().map(Policy::id).toList(),
                decision.monitored(),
                agent.trustScore(),
                decision.outcome() == DecisionOutcome.PENDING
                        ? new RecordedDecision.Approval(
                                request.at().plus(DecisionSettings.approvalTime(realm)), null, null, null)
                        : null,
                null);
    }

    private static @Nullable String cut(@Nullable String address) {
        return address == null || address.length() <= ADDRESS_MAX ? address : address.substring(0, ADDRESS_MAX);
    }

    private AuditEvent event(DecisionCaller caller, AgentSnapshot agent, RecordedDecision recorded, Decision decision) {
        AuditAction action = switch (decision.outcome()) {
            case ALLOWED -> AuditAction.DECISION_ALLOWED;
            case DENIED -> AuditAction.DECISION_DENIED;
            case PENDING -> AuditAction.DECISION_PENDING;
        };
        AuditEvent.Builder event = about(action, caller, agent, recorded, decision)
                .detail("execution_mode", decision.mode().code())
                .detail("grant_id", decision.grantId())
                .detail(
                        "bytes",
                        recorded.action().bytes() == 0
                                ? null
                                : String.valueOf(recorded.action().bytes()))
                .detail("policies", recorded.findings().isEmpty() ? null : String.join(" ", recorded.findings()));
        return event.build();
    }

    private AuditEvent violationEvent(
            DecisionCaller caller,
            AgentSnapshot agent,
            RecordedDecision recorded,
            Decision decision,
            ViolationSeverity severity) {
        return about(AuditAction.VIOLATION_RECORDED, caller, agent, recorded, decision)
                .detail("severity", severity.code())
                .detail("blocked", String.valueOf(decision.isBlocked()))
                .build();
    }

    private AuditEvent.Builder about(
            AuditAction action,
            DecisionCaller caller,
            AgentSnapshot agent,
            RecordedDecision recorded,
            Decision decision) {
        AuditEvent.Builder event = trail.begin(action, caller.actor())
                .target(AuditTarget.AGENT, agent.agentId(), agent.name())
                .trustScore(agent.trustScore())
                .correlationId(recorded.id())
                .detail("privilege", recorded.action().capability())
                .detail("resource", recorded.action().resource());
        if (decision.isBlocked()) {
            return event.ended(AuditResult.DENIED, decision.reason().code());
        }
        return event.detail("cause", decision.reason().code())
                .detail("monitored", decision.monitored() ? "true" : null);
    }

    private static Violation violation(
            RecordedDecision recorded,
            Decision decision,
            @Nullable RiskLevel risk,
            ViolationSeverity severity,
            String eventId) {
        return new Violation(
                TimeOrderedId.at(recorded.askedAt()),
                recorded.realmId(),
                recorded.agentId(),
                recorded.askedAt(),
                recorded.action().capability(),
                recorded.action().resource(),
                risk,
                severity,
                decision.isBlocked(),
                decision.reason(),
                recorded.action().address(),
                recorded.id(),
                eventId);
    }
}
