package io.aim.keycloak.spi.agent;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.KeyState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
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

    /** Since when nobody who is an enabled user sponsors the agent, as far as was noticed; or null. */
    @Nullable
    Instant getSponsorMissingSince();

    void setSponsorMissingSince(@Nullable Instant since);

    /** Version of the agent's software, or null. */
    @Nullable
    String getVersion();

    void setVersion(@Nullable String version);

    @Nullable
    String getRepositoryUrl();

    void setRepositoryUrl(@Nullable String url);

    @Nullable
    String getDocumentationUrl();

    void setDocumentationUrl(@Nullable String url);

    /** Model, framework and the like. */
    SortedMap<String, String> getMetadata();

    void setMetadata(SortedMap<String, String> metadata);

    /** Labels. */
    SortedSet<String> getTags();

    void setTags(SortedSet<String> tags);

    /** When the agent ends, or null. */
    @Nullable
    Instant getExpiresAt();

    void setExpiresAt(@Nullable Instant expiresAt);

    /** When the agent got a token last, as far as was noted; or null. */
    @Nullable
    Instant getLastSeenAt();

    /** Id of the Keycloak organization that the agent belongs to, or null. */
    @Nullable
    String getOrganizationId();

    void setOrganizationId(@Nullable String organizationId);

    /** Whether somebody else may have had the agent's keys; ends with a new key. */
    boolean isCompromised();

    void setCompromised(boolean compromised);

    /** Offers that were not answered yet, those that ran out included. */
    List<AgentTransfer> getTransfers();

    /** Puts the offer in place of an earlier one for the same role. */
    void offerTransfer(AgentTransfer offer);

    /** Ends the offer for that role, if there is one. */
    void endTransfer(AgentPerson role);

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

    /**
     * Adds an active key.
     *
     * @param provenAt when the agent proved to hold the private key, or null
     * @throws org.keycloak.models.ModelDuplicateException if the key is, or ever was revoked, in the realm
     */
    void addKey(Ed25519PublicKey key, Instant expiresAt, @Nullable Instant provenAt);

    /**
     * Another key takes the place of this one, which stays accepted until {@code graceUntil}, or is retired at once if
     * that is not in the future.
     *
     * @throws IllegalArgumentException if the agent has no such key
     * @throws IllegalStateException if the key is not active
     */
    void replaceKey(String thumbprint, String replacedBy, Instant graceUntil);

    /**
     * Ends the grace period.
     *
     * @throws IllegalStateException if {@link KeyState#canBecome} forbids it
     */
    void retireKey(String thumbprint);

    /**
     * Withdraws the key; its thumbprint can never be registered in the realm again.
     *
     * @throws IllegalArgumentException if the agent has no such key
     * @throws IllegalStateException if the key is revoked already
     */
    void revokeKey(String thumbprint, @Nullable String reason);

    /**
     * Notes that the active keys that expire by {@code before} are noticed so many days ahead.
     *
     * @return those that were not noticed for so few days before
     */
    List<AgentKey> noticeKeyExpiry(Instant before, int days);

    /** How often a key was replaced by another. */
    int getRotationCount();

    /** Capabilities that the agent declared; they grant nothing. */
    Set<String> getDeclaredCapabilities();

    void setDeclaredCapabilities(Set<String> capabilities);

    /** Capabilities that the agent has now, sorted. */
    Set<String> getCapabilities();

    Instant getCreatedAt();

    Instant getUpdatedAt();
}
