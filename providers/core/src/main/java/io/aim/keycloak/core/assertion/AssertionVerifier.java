package io.aim.keycloak.core.assertion;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.assertion.AgentCredentials.VerificationKey;
import io.aim.keycloak.core.assertion.AssertionVerdict.Accepted;
import io.aim.keycloak.core.assertion.AssertionVerdict.Refused;
import io.aim.keycloak.core.assertion.ClientAssertion.Claims;
import io.aim.keycloak.core.assertion.ClientAssertion.Header;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.Ed25519Verifier;
import io.aim.keycloak.core.key.Ed25519Verifier.PreparedKey;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges client assertions by RFC 7523, rfc7523bis, RFC 8037 and RFC 9864.
 *
 * <p>Order: header, key, signature, issuer, audience, lifetime, single use, status. Everything that tells something
 * about an agent is judged after the signature, so only the holder of a key learns it. A refusal for an unknown agent or
 * key costs one signature verification, as a wrong signature does.
 */
public final class AssertionVerifier {

    private static final Set<String> ALGORITHMS = Set.of("Ed25519", "EdDSA");
    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");
    /** RFC 8032 §7.1, test 1: a well-known key that no agent holds. */
    private static final String DECOY_X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private final PreparedKey decoy;

    /** A verifier that prepares its decoy key with {@code verifier}. */
    public AssertionVerifier(Ed25519Verifier verifier) {
        this.decoy = verifier.prepare(Ed25519PublicKey.of(Base64.getUrlDecoder().decode(DECOY_X)));
    }

    /**
     * The verdict on an assertion.
     *
     * @param credentials the agent that {@code sub} names, or null if there is none
     * @param nowMillis the current time, in milliseconds since the epoch
     * @param replay asked last but for the status, so that nobody else can use up an agent's ids
     */
    public AssertionVerdict verify(
            ClientAssertion assertion,
            @Nullable AgentCredentials credentials,
            AssertionPolicy policy,
            long nowMillis,
            ReplayGuard replay) {
        RefusalReason headerFault = headerFault(assertion.header());
        if (headerFault != null) {
            return new Refused(headerFault, null);
        }
        if (credentials == null) {
            decoy.verify(assertion.signingInput(), assertion.signature());
            return new Refused(RefusalReason.UNKNOWN_AGENT, null);
        }
        AssertionVerdict signature = verifySignature(assertion, credentials, nowMillis);
        if (!(signature instanceof Accepted signed)) {
            return signature;
        }
        RefusalReason claimFault = claimFault(assertion.claims(), credentials, policy, nowMillis / 1000);
        if (claimFault == null) {
            claimFault = AssertionClaims.replayFault(assertion.claims(), policy, nowMillis / 1000, replay);
        }
        if (claimFault == null) {
            claimFault = statusFault(credentials, nowMillis);
        }
        return claimFault == null
                ? new Accepted(signed.thumbprint(), !assertion.claims().aud().contains(policy.issuer()))
                : new Refused(claimFault, signed.thumbprint());
    }

    private static @Nullable RefusalReason headerFault(Header header) {
        if (!ALGORITHMS.contains(header.alg())) {
            return RefusalReason.ALG_NOT_ALLOWED;
        }
        String typ = header.typ();
        if (typ != null && !TYPES.contains(typ.toLowerCase(Locale.ROOT))) {
            return RefusalReason.TYP_NOT_ALLOWED;
        }
        return header.critical() ? RefusalReason.CRIT_NOT_SUPPORTED : null;
    }

    private AssertionVerdict verifySignature(ClientAssertion assertion, AgentCredentials agent, long now) {
        String kid = assertion.header().kid();
        List<VerificationKey> candidates = agent.keys().stream()
                .filter(key -> kid == null
                        ? key.validity().usable(now)
                        : key.thumbprint().equals(kid))
                .limit(AssertionPolicy.MAX_KEYS_TRIED)
                .toList();
        if (candidates.isEmpty()) {
            decoy.verify(assertion.signingInput(), assertion.signature());
            return new Refused(RefusalReason.UNKNOWN_KEY, null);
        }
        for (VerificationKey key : candidates) {
            if (key.verifier().verify(assertion.signingInput(), assertion.signature())) {
                return usable(key, agent.status(), now);
            }
        }
        return new Refused(
                RefusalReason.SIGNATURE_INVALID,
                kid == null ? null : candidates.get(0).thumbprint());
    }

    /** A revoked agent has no active key left: whoever held one is told what happened to the agent. */
    private static AssertionVerdict usable(VerificationKey key, AgentStatus status, long now) {
        if (!key.validity().admitted(now) && status != AgentStatus.REVOKED) {
            return new Refused(RefusalReason.KEY_NOT_ACTIVE, key.thumbprint());
        }
        if (key.validity().expired(now)) {
            return new Refused(RefusalReason.KEY_EXPIRED, key.thumbprint());
        }
        return new Accepted(key.thumbprint(), false);
    }

    private static @Nullable RefusalReason claimFault(
            Claims claims, AgentCredentials agent, AssertionPolicy policy, long now) {
        if (!agent.clientId().equals(claims.iss()) || !agent.clientId().equals(claims.sub())) {
            return RefusalReason.ISSUER_INVALID;
        }
        if (!audienceAccepted(claims.aud(), agent, policy)) {
            return RefusalReason.AUDIENCE_INVALID;
        }
        return AssertionClaims.lifetimeFault(claims, policy, now);
    }

    private static boolean audienceAccepted(List<String> audience, AgentCredentials agent, AssertionPolicy policy) {
        if (audience.size() != 1) {
            return false;
        }
        String value = audience.get(0);
        return value.equals(policy.issuer())
                || (agent.legacyAudienceAllowed() && policy.legacyAudiences().contains(value));
    }

    private static @Nullable RefusalReason statusFault(AgentCredentials agent, long nowMillis) {
        return switch (agent.status()) {
            case VERIFIED ->
                agent.expiresAt() != null && nowMillis >= agent.expiresAt() ? RefusalReason.AGENT_EXPIRED : null;
            case PENDING -> RefusalReason.AGENT_PENDING;
            case SUSPENDED -> RefusalReason.AGENT_SUSPENDED;
            case REVOKED -> RefusalReason.AGENT_REVOKED;
        };
    }
}
