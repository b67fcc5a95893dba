package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.services.key.AgentKeyRepresentation;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.services.rest.UserReference;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Turns agents into what the REST roots answer. */
record AgentRepresentations(KeycloakSession session, RealmModel realm) {

    /** Without what needs further queries per agent. */
    AgentRepresentation brief(AgentModel agent) {
        return representation(agent, null, null);
    }

    /** With capabilities, tags, metadata, findings, offers and keys. */
    AgentRepresentation full(AgentModel agent) {
        return representation(agent, agent.getKeys(), null);
    }

    /** The full agent together with what was just cut. */
    AgentRepresentation cut(AgentModel agent, @Nullable ReceiptRepresentation receipt) {
        return representation(agent, agent.getKeys(), receipt);
    }

    /** @param keys null for a brief representation */
    private AgentRepresentation representation(
            AgentModel agent, @Nullable List<AgentKey> keys, @Nullable ReceiptRepresentation receipt) {
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
                agent.getVersion(),
                agent.getRepositoryUrl(),
                agent.getDocumentationUrl(),
                keys == null ? null : agent.getMetadata(),
                keys == null ? null : List.copyOf(agent.getTags()),
                agent.getOrganizationId(),
                IsoTime.text(agent.getExpiresAt()),
                IsoTime.text(agent.getLastSeenAt()),
                agent.isCompromised(),
                agent.isLegacyAudienceAllowed(),
                keys == null ? null : List.copyOf(agent.getDeclaredCapabilities()),
                keys == null ? null : List.copyOf(agent.getCapabilities()),
                keys == null
                        ? null
                        : findings(agent, keys).stream().map(AgentFinding::code).toList(),
                keys == null
                        ? null
                        : keys.stream().map(AgentKeyRepresentation::of).toList(),
                agent.getCreatedAt().toString(),
                agent.getUpdatedAt().toString(),
                IsoTime.text(agent.getVerifiedAt()),
                keys == null
                        ? null
                        : agent.getTransfers().stream()
                                .map(offer -> TransferRepresentation.of(offer, user(offer.toUserId())))
                                .toList(),
                receipt);
    }

    private @Nullable UserReference user(@Nullable String id) {
        return new UserLookup(session, realm).reference(id);
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
        if (agent.isCompromised()) {
            findings.add(AgentFinding.COMPROMISED);
        }
        return findings;
    }
}
