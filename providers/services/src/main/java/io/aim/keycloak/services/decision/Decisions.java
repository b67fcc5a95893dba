package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.capability.RiskLevel;
import io.aim.keycloak.core.decision.DecisionOutcome;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import io.aim.keycloak.spi.decision.RecordedDecision;
import io.aim.keycloak.spi.decision.Violation;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Decides what one request asks for, in the session's transaction: decision, record, and what follows from it. */
final class Decisions {

    private static final String REPEATED = "repeated_violations";

    private final RealmModel realm;
    private final DecisionAgents agents;
    private final DecisionCaller caller;
    private final DecisionMaker maker;
    private final DecisionRecorder recorder;
    private final DecisionAlerts alerts;
    /** Agents that this very request stopped: snapshots do not know of that yet. */
    private final Set<String> stopped = new HashSet<>();

    Decisions(KeycloakSession session, DecisionAgents agents, DecisionCaller caller) {
        this.realm = session.getContext().getRealm();
        this.agents = agents;
        this.caller = caller;
        this.maker = new DecisionMaker(session, realm);
        this.recorder = new DecisionRecorder(session, realm);
        this.alerts = new DecisionAlerts(session, realm);
    }

    RecordedDecision decide(AgentSnapshot agent, AskedAction action) {
        Timer.Sample sample = Timer.start(Metrics.globalRegistry);
        AgentSnapshot subject = stopped.contains(agent.agentId()) ? agent.withStatus(AgentStatus.SUSPENDED) : agent;
        DecisionMaker.Decided decided = maker.decide(subject, action.request());
        DecisionRecorder.Recorded recorded = recorder.record(caller, subject, action, decided);
        follow(subject, decided, recorded);
        RecordedDecision decision = recorded.decision();
        Metrics.counter(
                        "keycloak.aim.decisions",
                        "outcome",
                        decision.status().code(),
                        "reason",
                        decision.reason().code())
                .increment();
        sample.stop(Metrics.timer("keycloak.aim.decision.duration"));
        return decision;
    }

    private void follow(AgentSnapshot agent, DecisionMaker.Decided decided, DecisionRecorder.Recorded recorded) {
        String grantId = recorded.decision().grantId();
        if (grantId != null && decided.decision().outcome() != DecisionOutcome.DENIED) {
            agents.used(grantId, recorded.decision().askedAt());
        }
        boolean repeated = isRepeated(decided, recorded.violation());
        alerts.raise(agent, decided.decision(), recorded, repeated);
        if (repeated
                && DecisionSettings.suspends(realm)
                && !decided.decision().monitored()
                && agents.suspend(agent.agentId(), REPEATED)) {
            stopped.add(agent.agentId());
        }
    }

    /** Whether this is one of several violations of high risk within an hour. */
    private boolean isRepeated(DecisionMaker.Decided decided, @Nullable Violation violation) {
        if (violation == null || violation.risk() == null || violation.risk().compareTo(RiskLevel.HIGH) < 0) {
            return false;
        }
        int several = DecisionSettings.REPEATED_PER_HOUR.of(realm);
        return decided.recent().highRiskViolations(several) >= several;
    }
}
