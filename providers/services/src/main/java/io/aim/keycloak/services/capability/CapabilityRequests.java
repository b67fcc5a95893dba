package io.aim.keycloak.services.capability;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.capability.CapabilityRequestState;
import io.aim.keycloak.core.capability.CapabilityRules;
import io.aim.keycloak.core.capability.GrantConditions;
import io.aim.keycloak.core.capability.ResourcePattern;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.capability.CapabilityGrant;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import io.aim.keycloak.spi.capability.CapabilityRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Asks for capabilities and answers, in the session's transaction. Nobody answers what they asked themselves. */
public final class CapabilityRequests {

    private final RealmModel realm;
    private final AgentProvider agents;
    private final CapabilityProvider store;
    private final CapabilityGrants grants;
    private final AuditTrail trail;

    public CapabilityRequests(KeycloakSession session, RealmModel realm) {
        this.realm = realm;
        this.agents = session.getProvider(AgentProvider.class);
        this.store = session.getProvider(CapabilityProvider.class);
        this.grants = new CapabilityGrants(session, realm);
        this.trail = new AuditTrail(session, realm);
    }

    /** Whoever sent the current request asks for a capability of the agent. */
    CapabilityRequest ask(String agentId, @Nullable String json) {
        JsonBody body = JsonBody.parse(json, "capability", "resources", "reason", "ttlSeconds");
        String capability = CapabilityRules.name("capability", body.text("capability"));
        List<ResourcePattern> resources = CapabilityRules.resources(body.texts("resources"));
        String reason = AgentRules.text("reason", body.text("reason"), AgentRules.REASON_MAX);
        Duration ttl = CapabilityRules.ttl(GrantFields.ttlSeconds(body));
        if (store.findType(realm, capability).isEmpty()) {
            throw new InvalidInputException(
                    "capability", "unknown_capability", "capability must be one of the realm's capability types");
        }
        AgentModel agent = lock(agentId);
        CapabilityGrants.requireNotRevoked(agent);
        PendingRequests pending = pending(agent);
        pending.requireNone(capability);
        pending.requireRoomFor(1);
        return create(agent, capability, resources, reason, ttl);
    }

    private PendingRequests pending(AgentModel agent) {
        return new PendingRequests(store.lockPendingRequests(realm, agent.getId()));
    }

    private CapabilityRequest create(
            AgentModel agent,
            String capability,
            List<ResourcePattern> resources,
            @Nullable String reason,
            @Nullable Duration ttl) {
        AuditActor requester = trail.answerable();
        CapabilityRequest request = new CapabilityRequest(
                KeycloakModelUtils.generateId(),
                realm.getId(),
                agent.getId(),
                capability,
                resources,
                reason,
                ttl,
                CapabilityRequestState.PENDING,
                new CapabilityRequest.Requester(requester.kind().code(), requester.id()),
                CapabilityGrants.now(),
                null,
                null,
                null);
        store.createRequest(request);
        record(AuditAction.CAPABILITY_REQUESTED, agent, request, reason);
        return request;
    }

    /**
     * An agent, whose row is new or locked, declared capabilities: they become requests, or grants in a realm that only
     * monitors. What it has, or what was asked for already, is not asked for again.
     */
    public void declared(AgentModel agent, Collection<String> capabilities) {
        PendingRequests pending = pending(agent);
        Set<String> known = Stream.concat(
                        grants.live(agent.getId()).stream().map(CapabilityGrant::capability),
                        pending.all().stream().map(CapabilityRequest::capability))
                .collect(Collectors.toSet());
        int more = 0;
        boolean monitoring = CapabilitySettings.isMonitoring(realm);
        for (String capability : capabilities) {
            if (!known.contains(capability)) {
                if (monitoring && store.findType(realm, capability).isPresent()) {
                    grants.add(agent, granted(agent.getId(), capability), "monitoring");
                } else {
                    more++;
                    pending.requireRoomFor(more);
                    create(agent, capability, List.of(), "declared", null);
                }
            }
        }
    }

    private CapabilityGrant granted(String agentId, String capability) {
        return new CapabilityGrant(
                KeycloakModelUtils.generateId(),
                realm.getId(),
                agentId,
                capability,
                List.of(),
                GrantConditions.NONE,
                null,
                CapabilityGrants.now(),
                trail.caller().id(),
                null,
                null,
                null);
    }

    /** Grants what was asked for, or less of it. */
    CapabilityGrant approve(CapabilityRequest seen, @Nullable String json) {
        JsonBody body =
                JsonBody.parse(json, "resources", "conditions", "executionMode", "expiresAt", "ttlSeconds", "note");
        Decision decision = decide(seen, CapabilityRequestState.APPROVED, body.text("note"));
        CapabilityRequest request = decision.request();
        Instant now = CapabilityGrants.now();
        CapabilityGrant grant = new CapabilityGrant(
                KeycloakModelUtils.generateId(),
                realm.getId(),
                request.agentId(),
                request.capability(),
                narrowed(request, CapabilityRules.resources(body.texts("resources"))),
                GrantFields.conditions(body),
                CapabilityRules.executionMode(body.text("executionMode")),
                now,
                request.decidedBy(),
                expiry(request, body, now),
                request.id(),
                null);
        record(AuditAction.CAPABILITY_REQUEST_APPROVED, decision.agent(), request, request.note());
        grants.add(decision.agent(), grant, null);
        return grant;
    }

    private static List<ResourcePattern> narrowed(CapabilityRequest request, List<ResourcePattern> sent) {
        if (sent.isEmpty()) {
            return request.resources();
        }
        for (int i = 0; i < sent.size(); i++) {
            ResourcePattern pattern = sent.get(i);
            if (!request.resources().isEmpty()
                    && request.resources().stream().noneMatch(asked -> asked.covers(pattern))) {
                throw new InvalidInputException(
                        "resources[" + i + "]", "wider_than_asked", "An approval grants what was asked for, or less");
            }
        }
        return sent;
    }

    private static @Nullable Instant expiry(CapabilityRequest request, JsonBody body, Instant now) {
        Instant sent = CapabilityRules.expiry(body.text("expiresAt"), GrantFields.ttlSeconds(body), now);
        Duration ttl = request.ttl();
        if (ttl == null) {
            return sent;
        }
        Instant asked = now.plus(ttl);
        if (sent != null && sent.isAfter(asked)) {
            throw new InvalidInputException(
                    body.has("expiresAt") ? "expiresAt" : "ttlSeconds",
                    "wider_than_asked",
                    "An approval grants what was asked for, or less");
        }
        return sent == null ? asked : sent;
    }

    /** Grants nothing. */
    CapabilityRequest reject(CapabilityRequest seen, @Nullable String json) {
        JsonBody body = JsonBody.parse(json, "reason");
        String reason = AgentRules.required("reason", body.text("reason"));
        Decision decision = decide(seen, CapabilityRequestState.REJECTED, reason);
        record(
                AuditAction.CAPABILITY_REQUEST_REJECTED,
                decision.agent(),
                decision.request(),
                decision.request().note());
        return decision.request();
    }

    private record Decision(AgentModel agent, CapabilityRequest request) {}

    /** The agent's row is always locked before the request's, as it is where the agent is stopped. */
    private Decision decide(CapabilityRequest seen, CapabilityRequestState state, @Nullable String note) {
        String text = AgentRules.text("note", note, AgentRules.REASON_MAX);
        requireOther(seen);
        AgentModel agent = lock(seen.agentId());
        CapabilityRequest request = pending(seen).decided(state, trail.caller().id(), CapabilityGrants.now(), text);
        store.saveRequest(request);
        return new Decision(agent, request);
    }

    private void requireOther(CapabilityRequest request) {
        AuditActor caller = trail.caller();
        boolean isAgent =
                caller.kind() == AuditActorKind.AGENT && request.agentId().equals(caller.id());
        if (isAgent || isRequester(request, caller) || isRequester(request, trail.answerable())) {
            throw AimException.forbidden("own_request", "Somebody else has to decide on this request");
        }
    }

    private static boolean isRequester(CapabilityRequest request, AuditActor caller) {
        return caller.id() != null
                && caller.id().equals(request.requestedBy().id())
                && caller.kind().code().equals(request.requestedBy().kind());
    }

    /** Whoever asked takes it back. */
    CapabilityRequest withdraw(CapabilityRequest seen) {
        if (!isRequester(seen, trail.answerable())) {
            throw AimException.forbidden("not_requester", "Only who asked can take a request back");
        }
        AgentModel agent = lock(seen.agentId());
        return withdraw(agent, pending(seen), null);
    }

    private CapabilityRequest withdraw(AgentModel agent, CapabilityRequest pending, @Nullable String note) {
        CapabilityRequest request =
                pending.decided(CapabilityRequestState.WITHDRAWN, trail.caller().id(), CapabilityGrants.now(), note);
        store.saveRequest(request);
        record(AuditAction.CAPABILITY_REQUEST_WITHDRAWN, agent, request, note);
        return request;
    }

    /** The agent, whose row is locked, is stopped: what was asked for it is void. */
    public void cancelAll(AgentModel agent, String cause) {
        pending(agent).all().forEach(request -> withdraw(agent, request, cause));
    }

    private CapabilityRequest pending(CapabilityRequest seen) {
        CapabilityRequest request = store.lockRequest(realm, seen.id()).orElseThrow(CapabilityRequests::unknown);
        if (request.state() != CapabilityRequestState.PENDING) {
            throw AimException.conflict(
                    "request_decided", "The request is " + request.state().code() + " already", null);
        }
        return request;
    }

    static AimException unknown() {
        return AimException.notFound("No such request");
    }

    private AgentModel lock(String agentId) {
        return agents.getByIdForUpdate(realm, agentId).orElseThrow(() -> AimException.notFound("No such agent"));
    }

    private void record(AuditAction action, AgentModel agent, CapabilityRequest request, @Nullable String reason) {
        AuditEvent.Builder event = trail.begin(action, agent)
                .detail("capability", request.capability())
                .detail("request_id", request.id())
                .detail("resources", GrantFields.text(request.resources()))
                .detail("reason", reason);
        trail.write(event);
    }
}
