package io.aim.keycloak.spi.mcp;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.mcp.McpServerStatus;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** An MCP server of a realm, live in the session: setters write at commit. */
public interface McpServerModel {

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

    /** Address in its canonical form, unique in the realm. */
    String getUrl();

    /**
     * Changes the address. Another one was never verified: what is known of proofs is void, and a verified server is
     * pending again.
     *
     * @throws org.keycloak.models.ModelDuplicateException if another server of the realm has the address
     */
    void setUrl(String url);

    /** Where challenges are sent, in canonical form; null for the default below the address. */
    @Nullable
    String getVerificationUrl();

    void setVerificationUrl(@Nullable String url);

    /** Version of the server's software, or null. */
    @Nullable
    String getVersion();

    void setVersion(@Nullable String version);

    /** User id of the owner; null while there is none, or once that user is gone. */
    @Nullable
    String getOwnerId();

    void setOwnerId(@Nullable String ownerId);

    McpServerStatus getStatus();

    /** Why the status is what it is, or null. */
    @Nullable
    String getStatusReason();

    Instant getStatusChangedAt();

    /**
     * Changes the status as somebody asked for it.
     *
     * @throws IllegalStateException if {@link McpServerStatus#canBecome} forbids it
     */
    void changeStatus(McpServerStatus status, @Nullable String reason);

    /** The public key, or null while none is registered. */
    @Nullable
    McpServerKey getKey();

    /**
     * Puts the key in the place of the one that was there. The new one was never proven: what is known of proofs is void,
     * and a verified server is pending again.
     *
     * @throws org.keycloak.models.ModelDuplicateException if another server of the realm has the key
     */
    void setKey(Ed25519PublicKey key);

    /** What is known of proofs of that key, at that address. */
    McpServerVerification getVerification();

    void setVerification(McpServerVerification verification);

    /** Labels. */
    SortedSet<String> getTags();

    void setTags(SortedSet<String> tags);

    /** Region, environment and the like. */
    SortedMap<String, String> getMetadata();

    void setMetadata(SortedMap<String, String> metadata);

    Instant getCreatedAt();

    Instant getUpdatedAt();
}
