package io.aim.keycloak.services.capability;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.capability.CapabilityRules;
import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.capability.CapabilityGrant;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Grants capabilities to agents and takes them away, in the session's transaction. */
public final class CapabilityGrants {

    /** Most grants of an agent: all of them travel with its snapshot. */
    static final int MAX = 200;

    private final RealmModel realm;
    private final AgentProvider agents;
    private final CapabilityProvider store;
    private final CapabilityTypes types;
    private final AuditTrail trail;

    public CapabilityGrants(KeycloakSession session, RealmModel realm) {
        this.realm = realm;
        this.agents = session.getProvider(AgentProvider.class);
        this.store = session.getProvider(CapabilityProvider.class);
        this.types = new CapabilityTypes(session, realm);
        this.trail = new AuditTrail(session, realm);
    }

    static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    /** Grants of the agent that have not ended. */
    List<CapabilityGrant> live(String agentId) {
        Instant now = now();
        return store.grantsOf(realm, agentId).stream()
                .filter(grant -> grant.isLive(now))
                .toList();
    }

    /** Grants what the body says; nobody grants to itself. */
    CapabilityGrant grant(String agentId, @Nullable String json) {
        JsonBody body = JsonBody.parse(
                json, "capability", "resources", "conditions", "executionMode", "expiresAt", "ttlSeconds");
        Instant now = now();
        CapabilityGrant grant = new CapabilityGrant(
                KeycloakModelUtils.generateId(),
                realm.getId(),
                agentId,
                CapabilityRules.name("capability", body.text("capability")),
                CapabilityRules.resources(body.texts("resources")),
                GrantFields.conditions(body),
                CapabilityRules.executionMode(body.text("executionMode")),
                now,
                trail.caller().id(),
                CapabilityRules.expiry(body.text("expiresAt"), GrantFields.ttlSeconds(body), now),
                null,
                null);
        AuditActor caller = trail.caller();
        if (caller.kind() == AuditActorKind.AGENT && agentId.equals(caller.id())) {
            throw AimException.forbidden("own_grant", "An agent cannot grant capabilities to itself");
        }
        add(lock(agentId), grant, null);
        return grant;
    }

    /**
     * Adds a grant for an agent whose row is locked.
     *
     * @param cause why without an administrator, or null
     */
    void add(AgentModel agent, CapabilityGrant grant, @Nullable String cause) {
        requireNotRevoked(agent);
        types.grantable(grant.capability());
        if (store.grantsOf(realm, agent.getId()).size() >= MAX) {
            throw AimException.conflict("too_many_grants", "An agent has at most " + MAX + " grants", null);
        }
        store.createGrant(realm, grant);
        ExecutionMode mode = grant.executionMode();
        trail.write(about(AuditAction.CAPABILITY_GRANTED, agent, grant)
                .detail("resources", GrantFields.text(grant.resources()))
                .detail("conditional", String.valueOf(!grant.conditions().isEmpty()))
                .detail("execution_mode", mode == null ? null : mode.code())
                .detail("expires_at", IsoTime.text(grant.expiresAt()))
                .detail("request_id", grant.requestId())
                .detail("cause", cause));
    }

    static void requireNotRevoked(AgentModel agent) {
        if (agent.getStatus() == AgentStatus.REVOKED) {
            throw AimException.conflict("agent_revoked", "The agent is revoked for good", null);
        }
    }

    /** Takes one grant of that agent away. */
    void revoke(String agentId, String grantId) {
        AgentModel agent = lock(agentId);
        CapabilityGrant grant = store.getGrant(realm, grantId)
                .filter(found -> found.agentId().equals(agentId))
                .orElseThrow(CapabilityGrants::unknown);
        if (!revoke(agent, grant, null)) {
            throw unknown();
        }
    }

    /** Takes the grant away; false if it is gone already. */
    boolean revoke(AgentModel agent, CapabilityGrant grant, @Nullable String cause) {
        boolean removed = store.removeGrant(realm, grant);
        if (removed) {
            trail.write(about(AuditAction.CAPABILITY_REVOKED, agent, grant).detail("cause", cause));
        }
        return removed;
    }

    /** Removes grants of the agent whose time is over; they have been of no use since. */
    public void removeEnded(AgentModel agent) {
        Instant now = now();
        for (CapabilityGrant grant : store.grantsOf(realm, agent.getId())) {
            if (!grant.isLive(now) && store.removeGrant(realm, grant)) {
                trail.write(about(AuditAction.CAPABILITY_EXPIRED, agent, grant)
                        .detail("expires_at", IsoTime.text(grant.expiresAt())));
            }
        }
    }

    private AuditEvent.Builder about(AuditAction action, AgentModel agent, CapabilityGrant grant) {
        return trail.begin(action, agent)
                .detail("privilege", grant.capability())
                .detail("grant_id", grant.id());
    }

    private AgentModel lock(String agentId) {
        return agents.getByIdForUpdate(realm, agentId).orElseThrow(() -> AimException.notFound("No such agent"));
    }

    private static AimException unknown() {
        return AimException.notFound("The agent has no such grant");
    }
}
