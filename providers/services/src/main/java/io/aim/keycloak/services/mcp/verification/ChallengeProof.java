package io.aim.keycloak.services.mcp.verification;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aim.keycloak.core.Sha256;
import io.aim.keycloak.core.mcp.ChallengeAnswer;
import io.aim.keycloak.core.mcp.McpChallenge;
import io.aim.keycloak.core.mcp.VerificationException;
import io.aim.keycloak.core.mcp.VerificationFailure;
import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.services.key.Ed25519Verifiers;
import io.aim.keycloak.services.outbound.OutboundClient;
import io.aim.keycloak.services.outbound.OutboundRequest;
import java.time.Instant;
import java.util.Map;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The server signs a challenge. The challenge is in the cluster's single-use store, so that it is answered once. */
record ChallengeProof(KeycloakSessionFactory factory) implements VerificationProof {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void require(VerificationSubject subject, OutboundClient client)
            throws OutboundException, VerificationException {
        McpChallenge challenge = McpChallenge.of(
                subject.issuer(),
                subject.serverId(),
                subject.url(),
                SecretGenerator.getInstance().randomBytes(McpChallenge.RANDOM_BYTES),
                Instant.ofEpochMilli(Time.currentTimeMillis()));
        keep(challenge);
        byte[] body = client.send(
                OutboundRequest.post(McpChallenge.endpoint(subject.url(), subject.verificationUrl()), json(challenge)));
        ChallengeAnswer answer = ChallengeAnswer.parse(body);
        if (!take(challenge)) {
            throw new VerificationException(
                    VerificationFailure.CHALLENGE_EXPIRED, "The challenge was answered before, or too late");
        }
        answer.require(challenge, subject.key(), Ed25519Verifiers.current());
    }

    private static String json(McpChallenge challenge) {
        return JSON.createObjectNode()
                .put("challenge", challenge.challenge())
                .put("serverId", challenge.serverId())
                .put("url", challenge.url())
                .put("issuer", challenge.issuer())
                .put("issuedAt", challenge.issuedAt().toString())
                .toString();
    }

    private void keep(McpChallenge challenge) {
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session -> session.singleUseObjects()
                        .put(storeKey(challenge), McpChallenge.LIFETIME.toSeconds(), Map.of()));
    }

    private boolean take(McpChallenge challenge) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> session.singleUseObjects().remove(storeKey(challenge)) != null);
    }

    private static String storeKey(McpChallenge challenge) {
        return "aim:mcp-verify:" + Sha256.base64Url(challenge.serverId() + ":" + challenge.challenge());
    }
}
