package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Turns agents into what the REST roots answer. */
record AgentRepresentations(KeycloakSession session, RealmModel realm) {

    /** Without what needs further queries per agent. */
    AgentRepresentation brief(AgentModel agent) {
        return representation(agent, null, null, null, null);
    }

    /** With capabilities, findings and keys. */
    AgentRepresentation full(AgentModel agent) {
        List<AgentKey> keys = agent.getKeys();
        return representation(
                agent,
                List.copyOf(agent.getDeclaredCapabilities()),
                List.copyOf(agent.getCapabilities()),
                findings(agent, keys).stream().map(AgentFinding::code).toList(),
                keys.stream().map(AgentKeyRepresentation::of).toList());
    }

    private AgentRepresentation representation(
            AgentModel agent,
            @Nullable List<String> declared,
            @Nullable List<String> granted,
            @Nullable List<String> findings,
            @Nullable List<AgentKeyRepresentation> keys) {
        return new AgentRepresentation(
                agent.getId(),
                agent.getName(),
                agent.getName(),
                agent.getDisplayName(),
                agent.getDescription(),
                agent.getType().code(),
                agent.getStatus().code(),
                agent.getStatusReason(),
                agent.getStatusChangedAt().toString(),
                user(agent.getOwnerId()),
                user(agent.getSponsorId()),
                agent.getTrustScore(),
                agent.isLegacyAudienceAllowed(),
                declared,
                granted,
                findings,
                keys,
                agent.getCreatedAt().toString(),
                agent.getUpdatedAt().toString(),
                IsoTime.text(agent.getVerifiedAt()));
    }

    private @Nullable UserReference user(@Nullable String id) {
        if (id == null) {
            return null;
        }
        UserModel user = session.users().getUserById(realm, id);
        return new UserReference(id, user == null ? null : user.getUsername());
    }

    private boolean isGone(@Nullable String userId) {
        return userId == null || session.users().getUserById(realm, userId) == null;
    }

    private List<AgentFinding> findings(AgentModel agent, List<AgentKey> keys) {
        List<AgentFinding> findings = new ArrayList<>();
        if (agent.isLegacyAudienceAllowed()) {
            findings.add(AgentFinding.LEGACY_AUDIENCE_ALLOWED);
        }
        if (isGone(agent.getOwnerId())) {
            findings.add(AgentFinding.OWNER_MISSING);
        }
        if (isGone(agent.getSponsorId())) {
            findings.add(AgentFinding.SPONSOR_MISSING);
        }
        if (keys.stream().noneMatch(key -> key.state() == KeyState.ACTIVE && key.provenAt() != null)) {
            findings.add(AgentFinding.KEY_NOT_PROVEN);
        }
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        if (keys.stream().noneMatch(key -> key.isUsable(now))) {
            findings.add(AgentFinding.NO_USABLE_KEY);
        }
        return findings;
    }
}
