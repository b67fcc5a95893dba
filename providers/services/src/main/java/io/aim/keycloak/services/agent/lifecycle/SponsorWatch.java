package io.aim.keycloak.services.agent.lifecycle;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.services.agent.AgentPeople;
import io.aim.keycloak.services.agent.AgentStatusService;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Verified agents whose sponsor is gone or disabled go to the realm's fallback sponsor, or are suspended after a grace. */
final class SponsorWatch {

    private static final int BATCH = 500;
    private static final String REASON = "sponsor_missing";

    private final KeycloakSessionFactory factory;

    SponsorWatch(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    /** What there is to do in a realm. */
    private record Found(List<String> without, List<String> again) {}

    void run(Instant now) {
        List<String> realms = KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> session.getProvider(AgentProvider.class).realmsWithVerifiedAgents());
        realms.forEach(realmId -> inRealm(realmId, now));
    }

    private void inRealm(String realmId, Instant now) {
        Found found = KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return new Found(List.of(), List.of());
            }
            session.getContext().setRealm(realm);
            AgentProvider agents = session.getProvider(AgentProvider.class);
            AgentPeople people = new AgentPeople(session, realm);
            Set<String> missing = agents.sponsors(realm).stream()
                    .filter(userId -> !people.isThere(userId))
                    .collect(Collectors.toSet());
            Instant graceOver = now.minus(SponsorSettings.of(realm).grace());
            return new Found(
                    agents.withoutSponsor(realm, missing, graceOver, BATCH),
                    agents.withSponsorAgain(realm, missing, BATCH));
        });
        BackgroundChanges changes = new BackgroundChanges(factory);
        found.without()
                .forEach(agentId -> changes.change(
                        realmId, agentId, (session, realm, agent) -> replace(session, realm, agent, now)));
        found.again().forEach(agentId -> changes.change(realmId, agentId, SponsorWatch::returned));
    }

    private static void returned(KeycloakSession session, RealmModel realm, AgentModel agent) {
        AgentPeople people = new AgentPeople(session, realm);
        agent.setSponsorMissingSince(null);
        if (people.isThere(agent.getSponsorId())) { // sponsors of agents that are stopped were not asked for
            AuditTrail trail = new AuditTrail(session, realm);
            AuditEvent.Builder event = trail.begin(AuditAction.AGENT_SPONSOR_RETURNED, agent);
            trail.write(people.told(event.detail("user", agent.getSponsorId()), agent));
        }
    }

    private static void replace(KeycloakSession session, RealmModel realm, AgentModel agent, Instant now) {
        AgentPeople people = new AgentPeople(session, realm);
        if (agent.getStatus() != AgentStatus.VERIFIED || people.isThere(agent.getSponsorId())) {
            return;
        }
        SponsorSettings settings = SponsorSettings.of(realm);
        AuditTrail trail = new AuditTrail(session, realm);
        String fallback = settings.fallback();
        if (fallback != null && people.isThere(fallback)) {
            String before = agent.getSponsorId();
            AgentPeople.set(agent, AgentPerson.SPONSOR, fallback);
            AuditEvent.Builder event = trail.begin(AuditAction.AGENT_TRANSFERRED, agent)
                    .detail("role", AgentPerson.SPONSOR.code())
                    .detail("user", fallback)
                    .detail("previous_user", before)
                    .detail("cause", "fallback");
            trail.write(people.told(event, agent));
            return;
        }
        Instant since = agent.getSponsorMissingSince();
        if (since == null) {
            agent.setSponsorMissingSince(now);
            trail.write(trail.begin(AuditAction.AGENT_SPONSOR_MISSING, agent)
                    .detail("suspended_after", now.plus(settings.grace()).toString()));
            since = now;
        }
        if (!since.plus(settings.grace()).isAfter(now)) {
            new AgentStatusService(session, realm).change(agent.getId(), AgentStatus.SUSPENDED, REASON);
        }
    }
}
