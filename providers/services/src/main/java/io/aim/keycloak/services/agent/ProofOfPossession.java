package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.key.Ed25519Verifiers;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/**
 * Proof that an agent holds the private key of a registered public key: it signs a challenge that is used once, within
 * five minutes. What is signed begins with a text of its own, so the signature is no use anywhere else.
 */
final class ProofOfPossession {

    /** Lifetime of a challenge, in seconds. */
    static final int LIFETIME_SECONDS = 300;

    private static final int CHALLENGE_BYTES = 32;
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String CONTEXT = "aim-proof-of-possession-v1";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AgentProvider agents;

    ProofOfPossession(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.agents = session.getProvider(AgentProvider.class);
    }

    /** A new challenge for a key of the agent. */
    ChallengeRepresentation challenge(String agentId, @Nullable String json) {
        JsonBody body = JsonBody.parse(json, "thumbprint");
        String thumbprint = AgentRules.required("thumbprint", body.text("thumbprint"));
        key(agent(agentId), thumbprint);
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SecretGenerator.getInstance().randomBytes(CHALLENGE_BYTES));
        session.singleUseObjects().put(storeKey(agentId, thumbprint, challenge), LIFETIME_SECONDS, Map.of());
        Instant expiresAt = Instant.ofEpochSecond(Time.currentTimeSeconds() + LIFETIME_SECONDS);
        return new ChallengeRepresentation(
                challenge, signingInput(agentId, thumbprint, challenge), expiresAt.toString());
    }

    /** Checks the answer; a challenge is taken from the single-use store before the signature is looked at. */
    ProofRepresentation respond(String agentId, @Nullable String json) {
        JsonBody body = JsonBody.parse(json, "thumbprint", "challenge", "signature");
        String thumbprint = AgentRules.required("thumbprint", body.text("thumbprint"));
        String challenge = AgentRules.required("challenge", body.text("challenge"));
        if (!CHALLENGE.matcher(challenge).matches()) {
            throw new InvalidInputException("challenge", "challenge_invalid", "challenge has 43 base64url characters");
        }
        byte[] signature = decode(AgentRules.required("signature", body.text("signature")));
        AgentModel agent = agent(agentId);
        AgentKey key = key(agent, thumbprint);
        if (session.singleUseObjects().remove(storeKey(agentId, thumbprint, challenge)) == null) {
            throw new InvalidInputException(
                    "challenge", "challenge_invalid", "The challenge is unknown, used or expired: ask for a new one");
        }
        byte[] signed = signingInput(agentId, thumbprint, challenge).getBytes(StandardCharsets.UTF_8);
        if (!Ed25519Verifiers.current().prepare(key.publicKey()).verify(signed, signature)) {
            throw new InvalidInputException(
                    "signature",
                    "signature_invalid",
                    "The signature is not one of this key over the UTF-8 bytes of signingInput");
        }
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        AgentModel current = agents.getByIdForUpdate(realm, agentId)
                .filter(a -> a.getStatus() != AgentStatus.REVOKED)
                .orElseThrow(ProofOfPossession::unknown);
        key(current, thumbprint);
        current.markKeyProven(thumbprint, now);
        AuditTrail trail = new AuditTrail(session, realm);
        AuditActor holder = new AuditActor(AuditActorKind.AGENT, current.getId(), current.getName());
        trail.write(AuditTrail.about(trail.begin(AuditAction.AGENT_KEY_PROVEN, holder), current)
                .keyThumbprint(thumbprint));
        return new ProofRepresentation(agent.getId(), agent.getName(), thumbprint, now.toString());
    }

    private AgentModel agent(String agentId) {
        return agents.getById(realm, agentId)
                .filter(agent -> agent.getStatus() != AgentStatus.REVOKED)
                .orElseThrow(ProofOfPossession::unknown);
    }

    private static AgentKey key(AgentModel agent, String thumbprint) {
        return agent.getKeys().stream()
                .filter(key -> key.thumbprint().equals(thumbprint) && key.state() == KeyState.ACTIVE)
                .findFirst()
                .orElseThrow(ProofOfPossession::unknown);
    }

    private static AimException unknown() {
        return AimException.notFound("No agent with this id has this key");
    }

    private static byte[] decode(String signature) {
        try {
            return Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("signature", "invalid_base64url", "signature must be base64url");
        }
    }

    private String storeKey(String agentId, String thumbprint, String challenge) {
        return "aim:challenge:" + realm.getId() + ":" + agentId + ":" + thumbprint + ":" + challenge;
    }

    private String signingInput(String agentId, String thumbprint, String challenge) {
        String issuer =
                Urls.realmIssuer(session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName());
        return String.join("\n", CONTEXT, issuer, agentId, thumbprint, challenge);
    }
}
