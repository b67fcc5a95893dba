package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.mcp.PublishedKey;
import io.aim.keycloak.core.mcp.VerificationException;
import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.services.outbound.OutboundClient;
import io.aim.keycloak.services.outbound.OutboundRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The key stands in a file of the server's host. */
record WellKnownProof() implements VerificationProof {

    @Override
    public void require(VerificationSubject subject, OutboundClient client)
            throws OutboundException, VerificationException {
        URI file = URI.create(subject.url()).resolve(PublishedKey.PATH);
        String text = new String(client.send(OutboundRequest.get(file, "text/plain")), StandardCharsets.UTF_8);
        PublishedKey.require(List.of(text.split("\\R", -1)), subject.key());
    }
}
