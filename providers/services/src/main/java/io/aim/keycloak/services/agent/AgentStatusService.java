package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Verifies, stops and reactivates agents. */
public final class AgentStatusService {

    private static final String COMPROMISED = "compromised";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AgentProvider agents;
    private final KillSwitch killSwitch;
    private final AuditTrail trail;

    public AgentStatusService(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.agents = session.getProvider(AgentProvider.class);
        this.killSwitch = new KillSwitch(session, realm);
        this.trail = new AuditTrail(session, realm);
    }

    /**
     * The agent after a change.
     *
     * @param receipt what was cut, or null
     */
    public record Changed(AgentModel agent, @Nullable ReceiptRepresentation receipt) {}

    /** Changes the status; whatever takes power away also ends what the agent holds. */
    public Changed change(String agentId, AgentStatus target, @Nullable String reason) {
        String text = AgentRules.text("reason", reason, AgentRules.REASON_MAX);
        awaitEndOfCut(agentId, target);
        AgentModel agent = lock(agentId);
        AgentStatus before = agent.getStatus();
        if (!before.canBecome(target)) {
            throw AimException.conflict(
                    "illegal_transition",
                    "An agent that is " + before.code() + " cannot become " + target.code(),
                    "status");
        }
        if (target == AgentStatus.VERIFIED) {
            requireReason(before, text);
            requireAccountable(agent);
        }
        agent.changeStatus(target, text);
        ReceiptRepresentation receipt = null;
        if (target == AgentStatus.VERIFIED) {
            enable(agent);
        } else {
            receipt = killSwitch.cut(agent, target.code(), target == AgentStatus.REVOKED, text);
        }
        record(agent, before);
        return new Changed(agent, receipt);
    }

    /** Somebody else may have the agent's keys: they are revoked, and the agent is suspended if it was verified. */
    Changed compromised(String agentId, @Nullable String reason) {
        String text = AgentRules.text("reason", AgentRules.required("reason", reason), AgentRules.REASON_MAX);
        AgentModel agent = lock(agentId);
        AgentStatus before = agent.getStatus();
        if (before == AgentStatus.REVOKED) {
            throw AimException.conflict(
                    "illegal_transition", "A revoked agent has nothing left that could be compromised", "status");
        }
        agent.setCompromised(true);
        if (before == AgentStatus.VERIFIED) {
            agent.changeStatus(AgentStatus.SUSPENDED, text);
            record(agent, before);
        }
        return new Changed(agent, killSwitch.cut(agent, COMPROMISED, true, text));
    }

    private void awaitEndOfCut(String agentId, AgentStatus target) {
        if (target == AgentStatus.VERIFIED) {
            agents.getById(realm, agentId).ifPresent(killSwitch::awaitEndOf);
        }
    }

    private AgentModel lock(String agentId) {
        return new AgentService(session, realm).lock(agentId);
    }

    private static void requireReason(AgentStatus before, @Nullable String reason) {
        if (before == AgentStatus.SUSPENDED && reason == null) {
            throw new InvalidInputException("reason", "required", "reason is required to end a suspension");
        }
    }

    private void requireAccountable(AgentModel agent) {
        new AgentPeople(session, realm).requireBoth(agent);
        Instant now = AgentService.now();
        Instant end = agent.getExpiresAt();
        if (end != null && !now.isBefore(end)) {
            throw AimException.conflict(
                    "agent_expired", "The agent's expiry date has passed: set a later one first", "expiresAt");
        }
        if (agent.getKeys().stream().noneMatch(key -> key.provenAt() != null && key.isUsable(now))) {
            throw AimException.conflict(
                    "key_not_proven",
                    "The agent has no usable key whose possession it proved: use the challenge endpoints",
                    "keys");
        }
    }

    private void enable(AgentModel agent) {
        agent.setCompromised(false);
        ClientModel client = realm.getClientById(agent.getClientUuid());
        if (client != null) {
            BackingClient.enable(session, client, true);
        }
    }

    private void record(AgentModel agent, AgentStatus before) {
        trail.write(trail.begin(AuditAction.AGENT_STATUS_CHANGED, agent)
                .detail("previous_status", before.code())
                .detail("status", agent.getStatus().code())
                .detail("reason", agent.getStatusReason()));
    }
}
