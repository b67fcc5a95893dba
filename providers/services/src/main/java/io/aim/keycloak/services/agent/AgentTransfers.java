package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentTransfer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Gives agents another owner or sponsor: by an offer that is accepted, or by force. */
final class AgentTransfers {

    private static final Duration OFFER = Duration.ofDays(7);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AuditTrail trail;
    private final Instant now = AgentService.now();

    AgentTransfers(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.trail = new AuditTrail(session, realm);
    }

    /** Asks a person; the offer takes the place of an earlier one for the same role, and runs out after a week. */
    AgentModel offer(String agentId, AgentPerson role, @Nullable String to, @Nullable String reason) {
        AgentModel agent = lock(agentId);
        UserModel person = newPerson(agent, role, to);
        String text = AgentRules.text("reason", reason, AgentRules.REASON_MAX);
        UserModel caller = session.getContext().getUser();
        String offeredBy = caller == null ? null : caller.getId();
        agent.offerTransfer(new AgentTransfer(role, person.getId(), offeredBy, now, now.plus(OFFER), text));
        record(AuditAction.AGENT_TRANSFER_OFFERED, agent, role, person.getId(), text);
        return agent;
    }

    /** Does not ask. */
    AgentModel force(String agentId, AgentPerson role, @Nullable String to, @Nullable String reason) {
        AgentModel agent = lock(agentId);
        UserModel person = newPerson(agent, role, to);
        String text = AgentRules.text("reason", reason, AgentRules.REASON_MAX);
        AgentPeople.set(agent, role, person.getId());
        recordGiven(AuditAction.AGENT_TRANSFERRED, agent, role, person.getId(), text);
        return agent;
    }

    private UserModel newPerson(AgentModel agent, AgentPerson role, @Nullable String to) {
        UserModel person = new AgentPeople(session, realm).require("to", to);
        if (!person.isEnabled()) {
            throw new InvalidInputException("to", "user_disabled", "to must be an enabled user");
        }
        if (person.getId().equals(AgentPeople.of(agent, role))) {
            throw AimException.conflict("already_" + role.code(), "That user is the " + role.code() + " already", "to");
        }
        return person;
    }

    /** The person who was asked says yes. */
    AgentModel accept(String agentId, AgentPerson role, UserModel person) {
        AgentModel agent = lock(agentId);
        AgentTransfer offer = offerTo(agent, role, person);
        if (!offer.isOpen(now)) {
            throw AimException.conflict("offer_expired", "The offer has run out: ask for another one", null);
        }
        AgentPeople.set(agent, role, person.getId());
        recordGiven(AuditAction.AGENT_TRANSFER_ACCEPTED, agent, role, person.getId(), null);
        return agent;
    }

    /** The person who was asked says no. */
    AgentModel decline(String agentId, AgentPerson role, UserModel person) {
        AgentModel agent = lock(agentId);
        offerTo(agent, role, person);
        agent.endTransfer(role);
        record(AuditAction.AGENT_TRANSFER_DECLINED, agent, role, person.getId(), null);
        return agent;
    }

    /** The offer is taken back. */
    AgentModel withdraw(String agentId, AgentPerson role) {
        AgentModel agent = lock(agentId);
        AgentTransfer offer = agent.getTransfers().stream()
                .filter(each -> each.role() == role)
                .findFirst()
                .orElseThrow(() -> AimException.notFound("There is no offer for this role"));
        agent.endTransfer(role);
        record(AuditAction.AGENT_TRANSFER_WITHDRAWN, agent, role, offer.toUserId(), null);
        return agent;
    }

    /** Whoever was not asked learns nothing. */
    private static AgentTransfer offerTo(AgentModel agent, AgentPerson role, UserModel person) {
        return agent.getTransfers().stream()
                .filter(offer -> offer.role() == role && offer.toUserId().equals(person.getId()))
                .findFirst()
                .orElseThrow(() -> AimException.notFound("There is no such offer to you"));
    }

    private AgentModel lock(String agentId) {
        return new AgentService(session, realm).lock(agentId);
    }

    private void record(
            AuditAction action, AgentModel agent, AgentPerson role, String userId, @Nullable String reason) {
        trail.write(event(action, agent, role, userId, reason));
    }

    private void recordGiven(
            AuditAction action, AgentModel agent, AgentPerson role, String userId, @Nullable String reason) {
        AuditEvent.Builder event = event(action, agent, role, userId, reason);
        trail.write(new AgentPeople(session, realm).told(event, agent));
    }

    private AuditEvent.Builder event(
            AuditAction action, AgentModel agent, AgentPerson role, String userId, @Nullable String reason) {
        return trail.begin(action, agent)
                .detail("role", role.code())
                .detail("user", userId)
                .detail("reason", reason);
    }
}
