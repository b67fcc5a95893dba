package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertSignal;
import io.aim.keycloak.core.alert.AlertType;
import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.decision.Decision;
import io.aim.keycloak.core.decision.DecisionOutcome;
import io.aim.keycloak.core.decision.DecisionReason;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.core.policy.PolicyType;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import io.aim.keycloak.spi.alert.AlertProvider;
import io.aim.keycloak.spi.decision.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Tells people of decisions, in the session's transaction. What happens again is counted in the alert that there is. */
record DecisionAlerts(KeycloakSession session, RealmModel realm) {

    void raise(AgentSnapshot agent, Decision decision, DecisionRecorder.Recorded recorded, boolean repeated) {
        List<AlertSignal> signals = new ArrayList<>();
        Signals about = new Signals(agent, recorded, signals);
        Violation violation = recorded.violation();
        boolean told = false;
        for (Policy policy : decision.findings()) {
            // what no grant covers is told as the violation that it is
            if (policy.enforcement().alerts() && policy.type() != PolicyType.CAPABILITY_VIOLATION) {
                told |= violation != null && violation.reason() == DecisionReason.of(policy.type());
                about.add(
                        AlertType.POLICY_FINDING,
                        policy.enforcement().blocks() ? AlertSeverity.HIGH : AlertSeverity.WARNING,
                        policy.id(),
                        policy.name());
            }
        }
        if (violation != null && !told) {
            about.add(AlertType.VIOLATION, severity(violation), violation.capability(), violation.capability());
        }
        if (repeated) {
            about.add(AlertType.VIOLATIONS_REPEATED, AlertSeverity.CRITICAL, "", "");
        }
        if (decision.outcome() == DecisionOutcome.PENDING) {
            String capability = recorded.decision().action().capability();
            about.add(AlertType.ACTION_WAITING, AlertSeverity.HIGH, capability, capability);
        } else if (decision.outcome() == DecisionOutcome.ALLOWED && decision.mode() == ExecutionMode.NOTIFY) {
            String capability = recorded.decision().action().capability();
            about.add(AlertType.ACTION_NOTICE, AlertSeverity.INFO, capability, capability);
        }
        AlertProvider alerts = session.getProvider(AlertProvider.class);
        // in one order, as whoever raises the same alerts waits
        signals.stream()
                .sorted(Comparator.comparing(AlertSignal::dedupKey))
                .forEach(signal -> alerts.raise(realm, signal));
    }

    private record Signals(AgentSnapshot agent, DecisionRecorder.Recorded recorded, List<AlertSignal> signals) {

        void add(AlertType type, AlertSeverity severity, String part, String words) {
            AlertSignal signal = AlertSignal.once(
                    type,
                    severity,
                    part.isEmpty() ? agent.agentId() : agent.agentId() + ":" + part,
                    agent.agentId(),
                    agent.name(),
                    recorded.eventId(),
                    recorded.decision().askedAt());
            signals.add(words.isEmpty() ? signal : signal.titled(signal.title() + ": " + words));
        }
    }

    private static AlertSeverity severity(Violation violation) {
        return switch (violation.severity()) {
            case LOW -> AlertSeverity.INFO;
            case MEDIUM -> AlertSeverity.WARNING;
            case HIGH -> AlertSeverity.HIGH;
            case CRITICAL -> AlertSeverity.CRITICAL;
        };
    }
}
