package io.aim.keycloak.services.agent.mcp;

import java.io.Serial;

/** There is no token for the resource that was asked for; {@code invalid_target} in the words of RFC 8707 §2. */
public final class ResourceRefusal extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason stable reason code
     * @param message sentence for the client; says nothing about what the client may not know
     */
    public ResourceRefusal(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Stable reason code. */
    public String reason() {
        return reason;
    }
}
