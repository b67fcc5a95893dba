package io.aim.keycloak.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.key.Ed25519Verifier.PreparedKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Ed25519VerifierProperties {

    private static final List<TestKeyPair> KEYS =
            IntStream.range(0, 8).mapToObj(i -> TestKeyPair.generate()).toList();
    private static final Map<TestKeyPair, PreparedKey> BOUNCY_CASTLE = prepared(new BouncyCastleEd25519Verifier());
    private static final Map<TestKeyPair, PreparedKey> JCA = prepared(new JcaEd25519Verifier());

    private static Map<TestKeyPair, PreparedKey> prepared(Ed25519Verifier verifier) {
        return KEYS.stream().collect(Collectors.toMap(key -> key, key -> verifier.prepare(key.publicKey())));
    }

    @Provide
    Arbitrary<TestKeyPair> key() {
        return Arbitraries.of(KEYS);
    }

    @Property(tries = 100)
    void bothAcceptWhatTheHolderSigned(@ForAll("key") TestKeyPair key, @ForAll @Size(max = 300) byte[] message) {
        byte[] signature = key.sign(message);

        assertThat(verdicts(key, message, signature)).containsExactly(true, true);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void bothRefuseASignatureWithAnyFlippedBit(
            @ForAll("key") TestKeyPair key,
            @ForAll @Size(max = 300) byte[] message,
            @ForAll @IntRange(max = 511) int bit) {
        byte[] signature = key.sign(message);
        signature[bit / 8] ^= (byte) (1 << (bit % 8));

        assertThat(verdicts(key, message, signature)).containsExactly(false, false);
    }

    @Property(tries = 100)
    void bothRefuseAMessageWithAnyFlippedBit(
            @ForAll("key") TestKeyPair key,
            @ForAll @Size(min = 1, max = 300) byte[] message,
            @ForAll @IntRange(max = 2399) int bit) {
        byte[] signature = key.sign(message);
        message[(bit / 8) % message.length] ^= (byte) (1 << (bit % 8));

        assertThat(verdicts(key, message, signature)).containsExactly(false, false);
    }

    @Property(tries = 100)
    void bothRefuseASignatureOfAnotherKey(
            @ForAll("key") TestKeyPair signer,
            @ForAll("key") TestKeyPair other,
            @ForAll @Size(max = 64) byte[] message) {
        assertThat(verdicts(other, message, signer.sign(message)))
                .containsExactly(signer.equals(other), signer.equals(other));
    }

    /** Whatever can be made without the private key; its holder may choose R so that cofactors matter (RFC 8032 §8.9). */
    @Provide
    Arbitrary<byte[]> signature() {
        Arbitrary<byte[]> points = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofSize(32),
                Arbitraries.of(Ed25519PublicKeyTest.SMALL_ORDER)
                        .map(hex -> HexFormat.of().parseHex(hex)));
        Arbitrary<byte[]> scalars = Arbitraries.bytes().array(byte[].class).ofSize(32);
        return Combinators.combine(points, scalars).as((r, s) -> {
            byte[] signature = Arrays.copyOf(r, 64);
            System.arraycopy(s, 0, signature, 32, 32);
            return signature;
        });
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void bothAgreeOnArbitrarySignatures(
            @ForAll("key") TestKeyPair key,
            @ForAll @Size(max = 64) byte[] message,
            @ForAll("signature") byte[] signature) {
        assertThat(verdicts(key, message, signature)).containsExactly(false, false);
    }

    private static List<Boolean> verdicts(TestKeyPair key, byte[] message, byte[] signature) {
        return List.of(
                BOUNCY_CASTLE.get(key).verify(message, signature), JCA.get(key).verify(message, signature));
    }
}
