package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.decision.DecisionStatus;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.RecordedDecision;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What people say to actions that wait for them, in the session's transaction. Nobody agrees to what they asked themselves. */
final class DecisionApprovals {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final DecisionProvider store;
    private final AuditTrail trail;

    DecisionApprovals(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.store = session.getProvider(DecisionProvider.class);
        this.trail = new AuditTrail(session, realm);
    }

    static AimException unknown() {
        return AimException.notFound("No such decision");
    }

    /** Lets the agent act, within as much time as there was to agree. */
    RecordedDecision approve(RecordedDecision seen, @Nullable String json) {
        JsonBody body = JsonBody.parse(json, "note");
        String note = AgentRules.text("note", body.text("note"), AgentRules.REASON_MAX);
        requireOther(seen);
        AgentModel agent = agent(seen);
        RecordedDecision pending = pending(seen);
        requireStillPossible(agent, pending);
        Instant now = now();
        return decide(
                agent,
                pending,
                DecisionStatus.APPROVED,
                new RecordedDecision.Approval(
                        now.plus(DecisionSettings.approvalTime(realm)),
                        trail.caller().id(),
                        now,
                        note));
    }

    /** The agent may not act. */
    RecordedDecision reject(RecordedDecision seen, @Nullable String json) {
        JsonBody body = JsonBody.parse(json, "reason");
        String reason =
                AgentRules.text("reason", AgentRules.required("reason", body.text("reason")), AgentRules.REASON_MAX);
        requireOther(seen);
        RecordedDecision pending = pending(seen);
        return decide(
                agent(seen),
                pending,
                DecisionStatus.REJECTED,
                new RecordedDecision.Approval(expiresAt(pending), trail.caller().id(), now(), reason));
    }

    /** Nobody agreed in time; does nothing if somebody decided meanwhile. */
    void expire(String decisionId) {
        Optional<RecordedDecision> overdue = store.lock(realm, decisionId)
                .filter(decision ->
                        decision.status() == DecisionStatus.PENDING && !now().isBefore(expiresAt(decision)));
        overdue.ifPresent(decision -> decide(
                session.getProvider(AgentProvider.class)
                        .getById(realm, decision.agentId())
                        .orElse(null),
                decision,
                DecisionStatus.EXPIRED,
                new RecordedDecision.Approval(expiresAt(decision), null, now(), null)));
    }

    private RecordedDecision decide(
            @Nullable AgentModel agent,
            RecordedDecision pending,
            DecisionStatus status,
            RecordedDecision.Approval approval) {
        RecordedDecision decision = pending.decided(status, approval);
        store.save(decision);
        AuditAction action = switch (status) {
            case APPROVED -> AuditAction.DECISION_APPROVED;
            case REJECTED -> AuditAction.DECISION_REJECTED;
            default -> AuditAction.DECISION_EXPIRED;
        };
        AuditEvent.Builder event = agent == null ? trail.begin(action) : trail.begin(action, agent);
        if (status != DecisionStatus.APPROVED) {
            event.ended(AuditResult.DENIED, status.code());
        }
        trail.write(event.correlationId(decision.id())
                .detail("privilege", decision.action().capability())
                .detail("resource", decision.action().resource())
                .detail("note", approval.note()));
        return decision;
    }

    private AgentModel agent(RecordedDecision decision) {
        return session.getProvider(AgentProvider.class)
                .getById(realm, decision.agentId())
                .orElseThrow(DecisionApprovals::unknown);
    }

    private void requireOther(RecordedDecision decision) {
        AuditActor caller = trail.caller();
        boolean isAgent =
                caller.kind() == AuditActorKind.AGENT && decision.agentId().equals(caller.id());
        boolean asked = caller.id() != null
                && (caller.id().equals(decision.asker().id())
                        || caller.id().equals(decision.asker().answerable()));
        if (isAgent || asked) {
            throw AimException.forbidden("own_request", "Somebody else has to decide on this action");
        }
    }

    private RecordedDecision pending(RecordedDecision seen) {
        RecordedDecision decision = store.lock(realm, seen.id()).orElseThrow(DecisionApprovals::unknown);
        if (decision.status() != DecisionStatus.PENDING) {
            throw AimException.conflict(
                    "decision_made", "The decision is " + decision.status().code() + " already", null);
        }
        if (!now().isBefore(expiresAt(decision))) {
            throw AimException.conflict("decision_expired", "The time to agree is over", null);
        }
        return decision;
    }

    /** What was true when the agent asked may have ended since. */
    private void requireStillPossible(AgentModel agent, RecordedDecision decision) {
        if (agent.getStatus() != AgentStatus.VERIFIED) {
            throw AimException.conflict(
                    "agent_" + agent.getStatus().code(),
                    "The agent is " + agent.getStatus().code(),
                    null);
        }
        String grantId = decision.grantId();
        if (grantId != null
                && session.getProvider(CapabilityProvider.class)
                        .getGrant(realm, grantId)
                        .filter(grant -> grant.isLive(now()))
                        .isEmpty()) {
            throw AimException.conflict("grant_ended", "The agent does not have the capability any more", null);
        }
    }

    private static Instant expiresAt(RecordedDecision decision) {
        RecordedDecision.Approval approval = decision.approval();
        return approval == null ? decision.askedAt() : approval.expiresAt();
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
