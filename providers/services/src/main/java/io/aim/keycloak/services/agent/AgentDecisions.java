package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.services.agent.lifecycle.AgentLifecycleProvider;
import io.aim.keycloak.services.agent.snapshot.AgentSnapshotProvider;
import io.aim.keycloak.services.agent.snapshot.CachedAgent;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.decision.DecisionAgents;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.RuntimeCaller;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Agents for decisions: from this node's memory where that is enough. */
public record AgentDecisions(KeycloakSession session, RealmModel realm) implements DecisionAgents {

    @Override
    public AgentSnapshot own(RuntimeCaller caller) {
        if (!caller.client().getId().equals(caller.user().getServiceAccountClientLink())) {
            throw notAnAgent();
        }
        AgentSnapshot agent = snapshot(caller.client().getId()).orElseThrow(AgentDecisions::notAnAgent);
        if (agent.status() != AgentStatus.VERIFIED) {
            throw AimException.forbidden(
                    "agent_" + agent.status().code(),
                    "The agent is " + agent.status().code());
        }
        return agent;
    }

    private static AimException notAnAgent() {
        return AimException.forbidden("not_an_agent", "This needs the access token of an agent");
    }

    @Override
    public Optional<AgentSnapshot> find(String agentId) {
        return session.getProvider(AgentProvider.class)
                .getById(realm, agentId)
                .flatMap(agent -> snapshot(agent.getClientUuid()));
    }

    private Optional<AgentSnapshot> snapshot(String clientUuid) {
        return session.getProvider(AgentSnapshotProvider.class)
                .get(realm, clientUuid)
                .map(CachedAgent::snapshot);
    }

    @Override
    public boolean suspend(String agentId, String reason) {
        AgentModel agent = session.getProvider(AgentProvider.class)
                .getByIdForUpdate(realm, agentId)
                .orElse(null);
        if (agent == null || agent.getStatus() != AgentStatus.VERIFIED) {
            return false;
        }
        AuditTrail.as(
                session,
                AuditActor.SYSTEM,
                () -> new AgentStatusService(session, realm).change(agentId, AgentStatus.SUSPENDED, reason));
        return true;
    }

    @Override
    public void used(String grantId, Instant at) {
        session.getProvider(AgentLifecycleProvider.class).used(grantId, at);
    }
}
