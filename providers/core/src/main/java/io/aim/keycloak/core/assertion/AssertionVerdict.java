package io.aim.keycloak.core.assertion;

import org.jspecify.annotations.Nullable;

/** Outcome of judging a client assertion. */
public sealed interface AssertionVerdict {

    /**
     * The assertion authenticates the agent.
     *
     * @param thumbprint thumbprint of the key that signed
     * @param legacyAudience whether the audience was one that is only accepted from agents with the legacy switch
     */
    record Accepted(String thumbprint, boolean legacyAudience) implements AssertionVerdict {}

    /**
     * The assertion does not authenticate anybody.
     *
     * @param reason the first rule that was broken
     * @param thumbprint thumbprint of the key that was selected, or null if none was
     */
    record Refused(RefusalReason reason, @Nullable String thumbprint) implements AssertionVerdict {}
}
