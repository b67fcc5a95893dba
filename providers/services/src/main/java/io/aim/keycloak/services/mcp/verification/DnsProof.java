package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.mcp.PublishedKey;
import io.aim.keycloak.core.mcp.VerificationException;
import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.services.outbound.OutboundClient;
import io.aim.keycloak.services.outbound.TxtRecords;

/** The key stands in DNS, at the name of the server's host. */
record DnsProof(TxtRecords records) implements VerificationProof {

    @Override
    public void require(VerificationSubject subject, OutboundClient client)
            throws OutboundException, VerificationException {
        PublishedKey.require(records.of(subject.host()), subject.key());
    }
}
