package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.mcp.VerificationException;
import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.services.outbound.OutboundClient;

/** A way to prove that a server's key is its own. No transaction may be open. */
@FunctionalInterface
interface VerificationProof {

    /**
     * Returns if it is proven.
     *
     * @throws OutboundException if the host was not reached
     * @throws VerificationException if what it said is no proof
     */
    void require(VerificationSubject subject, OutboundClient client) throws OutboundException, VerificationException;
}
