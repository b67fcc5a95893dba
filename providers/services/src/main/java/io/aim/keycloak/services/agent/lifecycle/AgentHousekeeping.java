package io.aim.keycloak.services.agent.lifecycle;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.services.agent.AgentStatusService;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.capability.CapabilityGrants;
import io.aim.keycloak.services.decision.DecisionHousekeeping;
import io.aim.keycloak.spi.agent.AgentDue;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentTransfer;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One round of what time demands: grace periods, expiring keys, agents and grants, offers that run out, sponsors who left. One
 * node does it at a time. The rules themselves do not wait for it: a key is refused from the moment its time is over.
 */
final class AgentHousekeeping {

    private static final String TASK = "aim-agent-lifecycle";
    private static final int LOCK_SECONDS = 300;
    private static final int BATCH = 500;
    /** Days before a key expires at which that is put on record; fewest first, so that one round puts it there once. */
    private static final List<Integer> NOTICES = List.of(0, 1, 7, 30);

    private final KeycloakSessionFactory factory;

    AgentHousekeeping(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    void run() {
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session -> session.getProvider(ClusterProvider.class).executeIfNotExecuted(TASK, LOCK_SECONDS, () -> {
                    work(Instant.ofEpochMilli(Time.currentTimeMillis()));
                    return true;
                }));
    }

    private void work(Instant now) {
        each(due(AgentDue.Kind.GRACE_OVER, now), (session, realm, agent) -> retire(session, realm, agent, now));
        each(due(AgentDue.Kind.AGENT_EXPIRED, now), (session, realm, agent) -> expire(session, realm, agent, now));
        each(due(AgentDue.Kind.OFFER_EXPIRED, now), (session, realm, agent) -> endOffers(session, realm, agent, now));
        each(endedGrants(now), (session, realm, agent) -> new CapabilityGrants(session, realm).removeEnded(agent));
        for (int days : NOTICES) {
            Instant before = now.plus(Duration.ofDays(days));
            each(
                    read(agents -> agents.dueForExpiryNotice(before, days, BATCH)),
                    (session, realm, agent) -> notice(session, realm, agent, before, days));
        }
        new SponsorWatch(factory).run(now);
        new DecisionHousekeeping(factory).run(now);
    }

    private List<AgentDue> endedGrants(Instant now) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> session.getProvider(CapabilityProvider.class).ended(now, BATCH).stream()
                        .map(grant -> new AgentDue(grant.realmId(), grant.agentId()))
                        .distinct()
                        .toList());
    }

    private List<AgentDue> due(AgentDue.Kind kind, Instant now) {
        return read(agents -> agents.due(kind, now, BATCH));
    }

    private interface Reading {
        List<AgentDue> of(AgentProvider agents);
    }

    private List<AgentDue> read(Reading reading) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> reading.of(session.getProvider(AgentProvider.class)));
    }

    private void each(List<AgentDue> due, BackgroundChanges.Change change) {
        BackgroundChanges changes = new BackgroundChanges(factory);
        due.forEach(agent -> changes.change(agent.realmId(), agent.agentId(), change));
    }

    private static void retire(KeycloakSession session, RealmModel realm, AgentModel agent, Instant now) {
        AuditTrail trail = new AuditTrail(session, realm);
        for (AgentKey key : agent.getKeys()) {
            Instant end = key.graceUntil();
            if (key.state() == KeyState.GRACE && end != null && !end.isAfter(now)) {
                agent.retireKey(key.thumbprint());
                trail.write(trail.begin(AuditAction.AGENT_KEY_RETIRED, agent).keyThumbprint(key.thumbprint()));
            }
        }
    }

    private static void expire(KeycloakSession session, RealmModel realm, AgentModel agent, Instant now) {
        Instant end = agent.getExpiresAt();
        if (agent.getStatus() == AgentStatus.VERIFIED && end != null && !end.isAfter(now)) {
            AuditTrail trail = new AuditTrail(session, realm);
            trail.write(trail.begin(AuditAction.AGENT_EXPIRED, agent).detail("expires_at", end.toString()));
            new AgentStatusService(session, realm).change(agent.getId(), AgentStatus.SUSPENDED, "agent_expired");
        }
    }

    private static void endOffers(KeycloakSession session, RealmModel realm, AgentModel agent, Instant now) {
        AuditTrail trail = new AuditTrail(session, realm);
        for (AgentTransfer offer : agent.getTransfers()) {
            if (!offer.isOpen(now)) {
                agent.endTransfer(offer.role());
                trail.write(trail.begin(AuditAction.AGENT_TRANSFER_WITHDRAWN, agent)
                        .detail("role", offer.role().code())
                        .detail("user", offer.toUserId())
                        .detail("cause", "expired"));
            }
        }
    }

    private static void notice(KeycloakSession session, RealmModel realm, AgentModel agent, Instant before, int days) {
        AuditTrail trail = new AuditTrail(session, realm);
        for (AgentKey key : agent.noticeKeyExpiry(before, days)) {
            trail.write(trail.begin(days == 0 ? AuditAction.AGENT_KEY_EXPIRED : AuditAction.AGENT_KEY_EXPIRING, agent)
                    .keyThumbprint(key.thumbprint())
                    .detail("expires_at", String.valueOf(key.expiresAt()))
                    .detail("days", String.valueOf(days)));
        }
    }
}
