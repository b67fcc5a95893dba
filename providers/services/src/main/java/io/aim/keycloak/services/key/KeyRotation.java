package io.aim.keycloak.services.key;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.assertion.AgentCredentials;
import io.aim.keycloak.core.assertion.ClientAssertion;
import io.aim.keycloak.core.assertion.KeyRotationVerifier;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.key.Ed25519Verifier.PreparedKey;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Gives agents new keys and takes old ones away, in the session's transaction. */
final class KeyRotation {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AgentProvider agents;
    private final AuditTrail trail;
    private final Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());

    KeyRotation(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.agents = session.getProvider(AgentProvider.class);
        this.trail = new AuditTrail(session, realm);
    }

    /** A new key from an administrator; the agent still has to prove that it holds it. */
    AgentModel byAdministrator(String agentId, @Nullable String json) {
        KeyRotationRequest request = KeyRotationRequest.byAdministrator(json, KeySettings.of(realm), now);
        AgentModel agent = lock(agentId);
        RegisteredKeys.requireNew(session, realm, "publicKey", request.publicKey());
        return rotate(agent, request, replaced(agent, request), null);
    }

    /** A new key from the agent itself, which proves both keys at once. */
    AgentModel byAgent(String agentId, @Nullable String json) {
        KeyRotationRequest request = KeyRotationRequest.byAgent(json, KeySettings.of(realm), now);
        AgentModel agent = lock(agentId);
        if (agent.getStatus() != AgentStatus.VERIFIED) {
            throw AimException.forbidden("agent_" + agent.getStatus().code(), "The agent is no longer verified");
        }
        PreparedKey newKey = RegisteredKeys.requireNew(session, realm, "publicKey", request.publicKey());
        ClientAssertion current = Objects.requireNonNull(request.currentKeyProof());
        ClientAssertion next = Objects.requireNonNull(request.newKeyProof());
        String signer = new KeyRotationVerifier(
                        KeyRotationRequest.CURRENT_KEY_PROOF,
                        KeyRotationRequest.NEW_KEY_PROOF,
                        RealmAssertionSettings.policy(session, realm, false),
                        now.toEpochMilli())
                .verify(
                        current,
                        next,
                        credentials(agent),
                        request.publicKey().thumbprint(),
                        newKey,
                        new SingleUseGuard(session, "key-rotation", realm, agent.getId()));
        return rotate(agent, request, request.keepCurrent() ? List.of() : List.of(signer), now);
    }

    /** From the locked row: a snapshot may not know yet that a key was just replaced. */
    private static AgentCredentials credentials(AgentModel agent) {
        return new AgentCredentials(
                agent.getName(),
                agent.getStatus(),
                false,
                agent.getKeys().stream()
                        .map(key -> new AgentCredentials.VerificationKey(
                                key.thumbprint(), Ed25519Verifiers.current().prepare(key.publicKey()), key.validity()))
                        .toList(),
                null);
    }

    private List<String> replaced(AgentModel agent, KeyRotationRequest request) {
        if (request.keepCurrent()) {
            return List.of();
        }
        List<String> active = agent.getKeys().stream()
                .filter(key -> key.state() == KeyState.ACTIVE)
                .map(AgentKey::thumbprint)
                .toList();
        if (request.replaces() == null) {
            return active;
        }
        if (!active.contains(request.replaces())) {
            throw new InvalidInputException(
                    "replaces", "key_not_active", "replaces must be the thumbprint of an active key of the agent");
        }
        return List.of(request.replaces());
    }

    private AgentModel rotate(
            AgentModel agent, KeyRotationRequest request, List<String> replaced, @Nullable Instant provenAt) {
        requireRoom(agent, replaced.size());
        String thumbprint = request.publicKey().thumbprint();
        Instant graceUntil = now.plus(request.grace());
        agent.addKey(request.publicKey(), request.expiresAt(), provenAt);
        replaced.forEach(old -> agent.replaceKey(old, thumbprint, graceUntil));
        AuditEvent.Builder event = trail.begin(
                        replaced.isEmpty() ? AuditAction.AGENT_KEY_ADDED : AuditAction.AGENT_KEY_ROTATED, agent)
                .keyThumbprint(thumbprint)
                .detail("expires_at", request.expiresAt().toString());
        trail.write(
                replaced.isEmpty()
                        ? event
                        : event.detail("replaced", String.join(" ", replaced))
                                .detail("grace_until", graceUntil.toString()));
        return agent;
    }

    private void requireRoom(AgentModel agent, int replaced) {
        long active = agent.getKeys().stream()
                .filter(key -> key.state() == KeyState.ACTIVE)
                .count();
        int limit = KeySettings.of(realm).maxActive();
        if (active - replaced >= limit) {
            throw AimException.conflict(
                    "too_many_keys", "An agent of this realm has " + limit + " active keys at most", "publicKey");
        }
    }

    /** Withdraws a key at once and for good. */
    AgentModel revoke(String agentId, String thumbprint, @Nullable String reason) {
        AgentModel agent = lock(agentId);
        AgentKey key = agent.getKeys().stream()
                .filter(each -> each.thumbprint().equals(thumbprint))
                .findFirst()
                .orElseThrow(() -> AimException.notFound("The agent has no such key"));
        if (!key.state().canBecome(KeyState.REVOKED)) {
            throw AimException.conflict("key_revoked", "The key is revoked already", null);
        }
        agent.revokeKey(thumbprint, reason);
        boolean last = agent.getKeys().stream().noneMatch(each -> each.isUsable(now));
        trail.write(trail.begin(AuditAction.AGENT_KEY_REVOKED, agent)
                .keyThumbprint(thumbprint)
                .detail("reason", reason)
                .detail("last_usable_key", String.valueOf(last)));
        return agent;
    }

    private AgentModel lock(String agentId) {
        AgentModel agent =
                agents.getByIdForUpdate(realm, agentId).orElseThrow(() -> AimException.notFound("No such agent"));
        if (agent.getStatus() == AgentStatus.REVOKED) {
            throw AimException.conflict("agent_revoked", "A revoked agent gets no keys and has none to lose", null);
        }
        return agent;
    }
}
