package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.AssertionDraft.NOW;
import static io.aim.keycloak.core.assertion.Courtroom.NOW_MILLIS;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.core.key.TestKeyPair;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everything that a verdict may depend on, in terms of offsets and positions; absent values are null. */
record AssertionScenario(Header header, Agent agent, Claims claims) {

    /** Key pairs by position; the last one belongs to nobody. */
    static final List<TestKeyPair> PAIRS =
            IntStream.range(0, 7).mapToObj(i -> TestKeyPair.generate()).toList();

    static final int STRANGER = PAIRS.size() - 1;

    /**
     * @param kid position of the key that is named
     * @param signer position of the key that signs
     */
    record Header(
            String alg,
            @Nullable String typ,
            boolean critical,
            @Nullable Integer kid,
            int signer) {}

    /** Expiry and grace in milliseconds from now. */
    record KnownKey(
            KeyState state, @Nullable Long expiry, @Nullable Long grace) {}

    /** Keys at the positions from 0 on. */
    record Agent(boolean known, AgentStatus status, boolean legacySwitch, List<KnownKey> keys) {}

    /** Times in seconds from now. */
    record Claims(
            @Nullable String iss,
            @Nullable String sub,
            List<String> aud,
            @Nullable Long exp,
            @Nullable Long nbf,
            @Nullable Long iat,
            @Nullable String jti,
            boolean jtiUsedBefore) {}

    static String thumbprint(int position) {
        return PAIRS.get(position).publicKey().thumbprint();
    }

    ClientAssertion assertion() {
        return new AssertionDraft()
                .header("alg", header.alg)
                .header("typ", header.typ)
                .header("crit", header.critical ? List.of("exp") : null)
                .header("kid", header.kid == null ? null : thumbprint(header.kid))
                .claim("iss", claims.iss)
                .claim("sub", claims.sub)
                .claim("aud", claims.aud.size() == 1 ? claims.aud.get(0) : claims.aud)
                .claim("exp", fromNow(claims.exp))
                .claim("nbf", fromNow(claims.nbf))
                .claim("iat", fromNow(claims.iat))
                .claim("jti", claims.jti)
                .parsed(PAIRS.get(header.signer));
    }

    @Nullable
    AgentCredentials credentials() {
        if (!agent.known) {
            return null;
        }
        return new AgentCredentials(
                AssertionDraft.AGENT,
                agent.status,
                agent.legacySwitch,
                IntStream.range(0, agent.keys.size())
                        .mapToObj(position -> {
                            KnownKey key = agent.keys.get(position);
                            return Courtroom.key(
                                    PAIRS.get(position),
                                    key.state,
                                    key.expiry == null ? null : NOW_MILLIS + key.expiry,
                                    key.grace == null ? null : NOW_MILLIS + key.grace);
                        })
                        .toList(),
                null);
    }

    SetReplayGuard guard() {
        SetReplayGuard guard = new SetReplayGuard();
        if (claims.jtiUsedBefore && claims.jti != null) {
            guard.markUsed(claims.jti);
        }
        return guard;
    }

    private static @Nullable Long fromNow(@Nullable Long seconds) {
        return seconds == null ? null : NOW + seconds;
    }
}
