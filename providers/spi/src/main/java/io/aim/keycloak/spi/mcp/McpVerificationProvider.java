package io.aim.keycloak.spi.mcp;

import io.aim.keycloak.core.mcp.VerificationMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Store of verifications of MCP servers. Every method works in the session's transaction and sees one realm only, unless
 * it says otherwise. A verification is carried out under a claim, which ends by itself: what a node leaves unfinished
 * another one takes over, and only who holds the claim can finish it.
 */
public interface McpVerificationProvider extends Provider {

    /**
     * Asks for a verification, unless one is running: a server has one at a time.
     *
     * @param requestedBy user id, or null for the schedule
     * @return the new one, or the one that is running
     */
    McpVerification request(
            RealmModel realm,
            String serverId,
            VerificationMethod method,
            String issuer,
            @Nullable String requestedBy,
            Instant now);

    /** The verification with that id of that server. */
    Optional<McpVerification> get(RealmModel realm, String serverId, String id);

    /**
     * A page of the verifications of a server, newest first.
     *
     * @param afterTime and {@code afterId}: the one that the page begins after; null for the first page
     */
    McpVerificationPage list(
            RealmModel realm, String serverId, @Nullable Instant afterTime, @Nullable String afterId, int max);

    /** The last one that somebody asked for, whatever became of it. */
    Optional<McpVerification> newest(RealmModel realm, String serverId);

    /** Running ones of all realms that nobody has claimed, the longest waiting first. */
    List<McpVerificationWork> waiting(Instant now, int max);

    /**
     * Claims one, unless somebody has.
     *
     * @param claim a name that no other claim has
     * @param until when the claim ends by itself
     */
    Optional<McpVerification> claim(McpVerificationWork work, String claim, Instant now, Instant until);

    /**
     * Ends one.
     *
     * @param failure stable code; null if it succeeded
     * @param detail a sentence about that for people, or null
     * @return false if the claim is not held any more, and nothing was changed
     */
    boolean finish(
            RealmModel realm, String id, String claim, @Nullable String failure, @Nullable String detail, Instant now);

    /** Removes those of a server that were over before that time. */
    int removeBefore(RealmModel realm, String serverId, Instant time);
}
