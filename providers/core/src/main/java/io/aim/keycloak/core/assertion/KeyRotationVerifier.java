package io.aim.keycloak.core.assertion;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.assertion.AgentCredentials.VerificationKey;
import io.aim.keycloak.core.assertion.ClientAssertion.Claims;
import io.aim.keycloak.core.key.Ed25519Verifier.PreparedKey;
import io.aim.keycloak.core.key.KeyState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges an agent's request for a new key: two statements of type {@value #TYPE}, one signed by a key that the agent has,
 * one by the new key. Both say the same: {@code iss} is the agent's client id, {@code sub} the new key's thumbprint (RFC
 * 7638), {@code aud} the realm's issuer, with {@code exp} and {@code jti} as for client assertions (RFC 7523). Type and
 * subject keep them from being of use as client assertions, and the other way round.
 */
public final class KeyRotationVerifier {

    /** Value of {@code typ} (RFC 8725 §3.11). */
    public static final String TYPE = "aim-key-rotation+jwt";

    private static final Set<String> ALGORITHMS = Set.of("Ed25519", "EdDSA");

    private final String currentField;
    private final String newField;
    private final AssertionPolicy policy;
    private final long nowMillis;

    /**
     * A judge of one request.
     *
     * @param currentField name of the field with the statement of the current key, for errors
     * @param newField name of the field with the statement of the new key
     */
    public KeyRotationVerifier(String currentField, String newField, AssertionPolicy policy, long nowMillis) {
        this.currentField = currentField;
        this.newField = newField;
        this.policy = policy;
        this.nowMillis = nowMillis;
    }

    /**
     * Accepts the request.
     *
     * @param agent the agent that asks
     * @param newThumbprint thumbprint of the new key
     * @param replay asked once for each statement, after everything else
     * @return thumbprint of the key that signed for the new one
     * @throws InvalidInputException naming the field and the rule that it breaks
     */
    public String verify(
            ClientAssertion current,
            ClientAssertion next,
            AgentCredentials agent,
            String newThumbprint,
            PreparedKey newKey,
            ReplayGuard replay) {
        VerificationKey signer = signer(current, agent);
        requireSignature(currentField, current, signer.verifier());
        requireSignature(newField, next, newKey);
        requireClaims(currentField, current, agent, newThumbprint);
        requireClaims(newField, next, agent, newThumbprint);
        requireFirstUse(currentField, current, replay);
        requireFirstUse(newField, next, replay);
        return signer.thumbprint();
    }

    /** A key in grace may still get tokens, but it no longer names its successors. */
    private VerificationKey signer(ClientAssertion current, AgentCredentials agent) {
        String kid = current.header().kid();
        VerificationKey signer = agent.keys().stream()
                .filter(key -> key.thumbprint().equals(kid))
                .findFirst()
                .orElseThrow(() -> invalid(currentField, "unknown_key", "the kid header must name a key of the agent"));
        if (signer.validity().state() != KeyState.ACTIVE || signer.validity().expired(nowMillis)) {
            throw invalid(currentField, "key_not_active", "the key that signs must be active and not expired");
        }
        return signer;
    }

    private static void requireSignature(String field, ClientAssertion statement, PreparedKey key) {
        if (!ALGORITHMS.contains(statement.header().alg())) {
            throw invalid(field, "alg_not_allowed", "the alg header must be Ed25519 or EdDSA");
        }
        if (!TYPE.equals(statement.header().typ())) {
            throw invalid(field, "typ_not_allowed", "the typ header must be " + TYPE);
        }
        if (statement.header().critical()) {
            throw invalid(field, "crit_not_supported", "the crit header is not supported");
        }
        if (!key.verify(statement.signingInput(), statement.signature())) {
            throw invalid(field, "signature_invalid", "the signature is not one of the key that has to sign");
        }
    }

    private void requireClaims(String field, ClientAssertion statement, AgentCredentials agent, String thumbprint) {
        Claims claims = statement.claims();
        if (!agent.clientId().equals(claims.iss())) {
            throw invalid(field, "issuer_invalid", "the iss claim must be the agent's client id");
        }
        if (!thumbprint.equals(claims.sub())) {
            throw invalid(field, "subject_invalid", "the sub claim must be the thumbprint of the new key");
        }
        if (!claims.aud().equals(List.of(policy.issuer()))) {
            throw invalid(field, "audience_invalid", "the aud claim must be the realm's issuer as its sole value");
        }
        refuse(field, AssertionClaims.lifetimeFault(claims, policy, nowMillis / 1000));
    }

    private void requireFirstUse(String field, ClientAssertion statement, ReplayGuard replay) {
        refuse(field, AssertionClaims.replayFault(statement.claims(), policy, nowMillis / 1000, replay));
    }

    private static void refuse(String field, @Nullable RefusalReason fault) {
        if (fault != null) {
            throw new InvalidInputException(field, fault.code(), fault.description());
        }
    }

    private static InvalidInputException invalid(String field, String code, String rule) {
        return new InvalidInputException(field, code, field + ": " + rule);
    }
}
