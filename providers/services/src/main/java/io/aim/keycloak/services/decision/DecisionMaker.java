package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.capability.CapabilityType;
import io.aim.keycloak.core.decision.ActionRequest;
import io.aim.keycloak.core.decision.Decision;
import io.aim.keycloak.core.decision.DecisionEngine;
import io.aim.keycloak.core.decision.DecisionSubject;
import io.aim.keycloak.core.policy.PolicyEngine;
import io.aim.keycloak.core.policy.PolicySubject;
import io.aim.keycloak.services.capability.CapabilitySettings;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.policy.PolicyProvider;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Brings together what a decision needs, and lets the engine decide. */
record DecisionMaker(KeycloakSession session, RealmModel realm) {

    /**
     * A decision, and what it rested on.
     *
     * @param type the capability in the realm's catalogue, or null if it is not there
     */
    record Decided(Decision decision, @Nullable CapabilityType type, RecentDecisions recent) {}

    Decided decide(AgentSnapshot agent, ActionRequest request) {
        CapabilityType type = session.getProvider(CapabilityProvider.class)
                .findType(realm, request.capability())
                .orElse(null);
        RecentDecisions recent = new RecentDecisions(
                session.getProvider(DecisionProvider.class),
                realm,
                agent.agentId(),
                request,
                () -> session.getProvider(AgentProvider.class).lock(realm, agent.agentId()));
        DecisionEngine engine = new DecisionEngine(
                new PolicyEngine(session.getProvider(PolicyProvider.class).enabled(realm)),
                CapabilitySettings.isMonitoring(realm));
        return new Decided(engine.decide(subject(agent), type, request, recent), type, recent);
    }

    private static DecisionSubject subject(AgentSnapshot agent) {
        return new DecisionSubject(
                agent.status(),
                agent.expiresAt(),
                agent.declared(),
                agent.grants(),
                new PolicySubject(agent.agentId(), agent.type(), agent.tags(), agent.trustScore()));
    }
}
