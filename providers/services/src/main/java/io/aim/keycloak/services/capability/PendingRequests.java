package io.aim.keycloak.services.capability;

import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.spi.capability.CapabilityRequest;
import java.util.List;

/**
 * Requests for one agent that wait for a decision. Who looks holds the lock of the agent's row: of two who ask at once, one is
 * told of the other.
 */
record PendingRequests(List<CapabilityRequest> all) {

    /** Most requests for an agent that wait for a decision. */
    private static final int MAX = 100;

    /** Of each capability one request waits at most. */
    void requireNone(String capability) {
        for (CapabilityRequest request : all) {
            if (request.capability().equals(capability)) {
                throw AimException.conflict(
                        "capability_request_pending",
                        "Request " + request.id() + " for this capability waits for a decision",
                        "capability");
            }
        }
    }

    void requireRoomFor(int more) {
        if (all.size() + more > MAX) {
            throw AimException.conflict(
                    "too_many_requests", "At most " + MAX + " requests for an agent wait for a decision", null);
        }
    }
}
