package io.aim.keycloak.core.capability;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a request for a capability stands. Every state but the first is final. */
public enum CapabilityRequestState {
    PENDING,
    APPROVED,
    REJECTED,
    /** Taken back by the requester, or void since the agent was revoked. */
    WITHDRAWN;

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with that {@link #code()}, or empty. */
    public static Optional<CapabilityRequestState> fromCode(String code) {
        return Stream.of(values()).filter(state -> state.code().equals(code)).findFirst();
    }
}
