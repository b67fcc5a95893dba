package io.aim.keycloak.core.assertion;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.assertion.AgentCredentials.VerificationKey;
import io.aim.keycloak.core.assertion.AssertionVerdict.Accepted;
import io.aim.keycloak.core.assertion.AssertionVerdict.Refused;
import io.aim.keycloak.core.key.BouncyCastleEd25519Verifier;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.Ed25519Verifier;
import io.aim.keycloak.core.key.Ed25519Verifier.PreparedKey;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.core.key.KeyValidity;
import io.aim.keycloak.core.key.TestKeyPair;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The realm before which the assertions of the tests are judged. */
final class Courtroom {

    static final long NOW_MILLIS = AssertionDraft.NOW * 1000;
    static final int MAX_LIFETIME = 300;
    static final int SKEW = 15;
    static final AssertionPolicy POLICY =
            new AssertionPolicy(AssertionDraft.ISSUER, Set.of(AssertionDraft.TOKEN_ENDPOINT), MAX_LIFETIME, SKEW);

    private static final Ed25519Verifier ED25519 = new BouncyCastleEd25519Verifier();
    private static final Map<Ed25519PublicKey, PreparedKey> PREPARED = new ConcurrentHashMap<>();
    private static final AssertionVerifier VERIFIER = new AssertionVerifier(ED25519);

    private Courtroom() {}

    static VerificationKey active(TestKeyPair key) {
        return key(key, KeyState.ACTIVE, null, null);
    }

    static VerificationKey key(TestKeyPair key, KeyState state, @Nullable Long expiresAt, @Nullable Long graceUntil) {
        PreparedKey prepared = PREPARED.computeIfAbsent(key.publicKey(), ED25519::prepare);
        return new VerificationKey(
                key.publicKey().thumbprint(), prepared, new KeyValidity(state, expiresAt, graceUntil));
    }

    static AgentCredentials verifiedAgent(VerificationKey... keys) {
        return agent(AgentStatus.VERIFIED, keys);
    }

    static AgentCredentials agent(AgentStatus status, VerificationKey... keys) {
        return new AgentCredentials(AssertionDraft.AGENT, status, false, List.of(keys), null);
    }

    static AssertionVerdict judge(ClientAssertion assertion, @Nullable AgentCredentials agent) {
        return judge(assertion, agent, NOW_MILLIS, new SetReplayGuard());
    }

    static AssertionVerdict judge(
            ClientAssertion assertion, @Nullable AgentCredentials agent, long nowMillis, ReplayGuard guard) {
        return VERIFIER.verify(assertion, agent, POLICY, nowMillis, guard);
    }

    /** {@code accepted}, or the code of the refusal. */
    static String outcome(AssertionVerdict verdict) {
        return verdict instanceof Refused refused ? refused.reason().code() : "accepted";
    }

    /** Thumbprint of the key in the verdict. */
    static @Nullable String thumbprint(AssertionVerdict verdict) {
        return verdict instanceof Accepted accepted ? accepted.thumbprint() : ((Refused) verdict).thumbprint();
    }
}
