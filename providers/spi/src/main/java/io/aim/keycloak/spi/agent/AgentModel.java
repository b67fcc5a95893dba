package io.aim.keycloak.spi.agent;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An agent of a realm, live in the session: setters write at commit. */
public interface AgentModel {

    /** Stable id (UUID). */
    String getId();

    /** Internal id of the backing client. */
    String getClientUuid();

    /** Name, unique in the realm and never changed. */
    String getName();

    @Nullable
    String getDisplayName();

    void setDisplayName(@Nullable String displayName);

    @Nullable
    String getDescription();

    void setDescription(@Nullable String description);

    AgentType getType();

    void setType(AgentType type);

    AgentStatus getStatus();

    /** Why the status is what it is, or null. */
    @Nullable
    String getStatusReason();

    Instant getStatusChangedAt();

    /**
     * Changes the status.
     *
     * @throws IllegalStateException if {@link AgentStatus#canBecome} forbids it
     */
    void changeStatus(AgentStatus status, @Nullable String reason);

    /** When the agent was verified first, or null. */
    @Nullable
    Instant getVerifiedAt();

    /** User id of the technical owner; null once that user is gone. */
    @Nullable
    String getOwnerId();

    void setOwnerId(@Nullable String ownerId);

    /** User id of the accountable sponsor; null once that user is gone. */
    @Nullable
    String getSponsorId();

    void setSponsorId(@Nullable String sponsorId);

    /** Whether assertions addressed to the token endpoint's URL are accepted. */
    boolean isLegacyAudienceAllowed();

    void setLegacyAudienceAllowed(boolean allowed);

    /** Trust score 0.000 to 1.000, or null while the agent is not evaluated. */
    @Nullable
    BigDecimal getTrustScore();

    /** Keys, newest first, history included. */
    List<AgentKey> getKeys();

    /**
     * Records that the agent proved to hold the private key.
     *
     * @throws IllegalArgumentException if the agent has no such key
     */
    void markKeyProven(String thumbprint, Instant at);

    /** Capabilities that the agent declared; they grant nothing. */
    Set<String> getDeclaredCapabilities();

    void setDeclaredCapabilities(Set<String> capabilities);

    /** Capabilities granted to the agent. */
    Set<String> getCapabilities();

    Instant getCreatedAt();

    Instant getUpdatedAt();
}
