package io.aim.keycloak.benchmark.micro;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.assertion.AgentCredentials;
import io.aim.keycloak.core.assertion.AgentCredentials.VerificationKey;
import io.aim.keycloak.core.assertion.AssertionPolicy;
import io.aim.keycloak.core.assertion.AssertionVerdict;
import io.aim.keycloak.core.assertion.AssertionVerifier;
import io.aim.keycloak.core.assertion.ClientAssertion;
import io.aim.keycloak.core.assertion.ClientAssertionParser;
import io.aim.keycloak.core.assertion.MalformedAssertionException;
import io.aim.keycloak.core.key.BouncyCastleEd25519Verifier;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.Ed25519Verifier.PreparedKey;
import io.aim.keycloak.core.key.JcaEd25519Verifier;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.core.key.KeyValidity;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to verify a client assertion, from the bare signature to the whole judgement. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerificationBenchmark {
    private static final String ISSUER = "https://login.example.com/realms/agents";
    private static final String NAME = "agent-under-measurement";
    private static final long NOW = 1_800_000_000L;

    private byte[] publicKey;
    private byte[] message;
    private byte[] signature;
    private PreparedKey bouncyCastle;
    private PreparedKey jca;
    private String compact;
    private AssertionVerifier verifier;
    private AgentCredentials credentials;
    private AssertionPolicy policy;

    /** Makes a key and an assertion. */
    @Setup(Level.Trial)
    public void prepare() {
        byte[] secret = new byte[Ed25519.SECRET_KEY_SIZE];
        Ed25519.generatePrivateKey(new SecureRandom(), secret);
        publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(secret, 0, publicKey, 0);
        Ed25519PublicKey key = Ed25519PublicKey.of(publicKey);

        String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + key.thumbprint() + "\"}";
        String claims = "{\"iss\":\"" + NAME + "\",\"sub\":\"" + NAME + "\",\"aud\":\"" + ISSUER + "\",\"iat\":" + NOW
                + ",\"exp\":" + (NOW + 60) + ",\"jti\":\"5f0c2a86-6f1b-4d2e-9a34-5b1d2f7c8e90\"}";
        String input =
                encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
        message = input.getBytes(StandardCharsets.US_ASCII);
        signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(secret, 0, message, 0, message.length, signature, 0);
        compact = input + "." + encode(signature);

        bouncyCastle = new BouncyCastleEd25519Verifier().prepare(key);
        jca = new JcaEd25519Verifier().prepare(key);
        verifier = new AssertionVerifier(new BouncyCastleEd25519Verifier());
        VerificationKey active =
                new VerificationKey(key.thumbprint(), bouncyCastle, new KeyValidity(KeyState.ACTIVE, null, null));
        credentials = new AgentCredentials(NAME, AgentStatus.VERIFIED, false, List.of(active), null);
        policy = new AssertionPolicy(
                ISSUER,
                Set.of(),
                AssertionPolicy.DEFAULT_MAX_LIFETIME_SECONDS,
                AssertionPolicy.DEFAULT_CLOCK_SKEW_SECONDS);
    }

    /** BouncyCastle, with the key decoded and checked once: what the extension does. */
    @Benchmark
    public boolean bouncyCastlePrepared() {
        return bouncyCastle.verify(message, signature);
    }

    /** BouncyCastle, with the key decoded every time. */
    @Benchmark
    public boolean bouncyCastleUnprepared() {
        return Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }

    /** The JDK's own provider: what the extension does under FIPS. */
    @Benchmark
    public boolean jdk() {
        return jca.verify(message, signature);
    }

    /** Parsing alone. */
    @Benchmark
    public ClientAssertion parse() throws MalformedAssertionException {
        return ClientAssertionParser.parse(compact);
    }

    /** Parsing and all rules; every id counts as new. */
    @Benchmark
    public AssertionVerdict wholeAssertion() throws MalformedAssertionException {
        AssertionVerdict verdict = verifier.verify(
                ClientAssertionParser.parse(compact), credentials, policy, NOW * 1000, (jti, lifespan) -> true);
        if (!(verdict instanceof AssertionVerdict.Accepted)) {
            throw new IllegalStateException("refused: " + verdict);
        }
        return verdict;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
