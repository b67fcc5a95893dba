package io.aim.keycloak.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aim.keycloak.core.key.Ed25519Verifier.PreparedKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Ed25519VerifierTest {

    private static final HexFormat HEX = HexFormat.of();

    private static final TestKeyPair KEY = TestKeyPair.generate();
    private static final byte[] MESSAGE = {1, 2, 3};

    private record Vector(String seed, String publicKey, String message, String signature) {}

    /** RFC 8032 §7.1, tests 1 to 3. */
    private static final List<Vector> RFC8032 = List.of(
            new Vector(
                    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                    "",
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
            new Vector(
                    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                    "72",
                    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
            new Vector(
                    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                    "af82",
                    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));

    static Stream<Ed25519Verifier> verifiers() {
        return Stream.of(new BouncyCastleEd25519Verifier(), new JcaEd25519Verifier());
    }

    static Stream<Arguments> verifiersAndVectors() {
        return verifiers().flatMap(verifier -> RFC8032.stream().map(vector -> Arguments.of(verifier, vector)));
    }

    static Stream<Arguments> verifiersAndWrongLengths() {
        return verifiers()
                .flatMap(verifier -> Stream.of(0, 1, 32, 63, 65, 128).map(length -> Arguments.of(verifier, length)));
    }

    @ParameterizedTest
    @MethodSource("verifiersAndVectors")
    void theVectorsOfRfc8032AreAccepted(Ed25519Verifier verifier, Vector vector) {
        PreparedKey key = verifier.prepare(Ed25519PublicKey.of(HEX.parseHex(vector.publicKey())));

        assertThat(key.verify(HEX.parseHex(vector.message()), HEX.parseHex(vector.signature())))
                .isTrue();
        assertThat(TestKeyPair.ofHex(vector.seed(), vector.publicKey()).sign(HEX.parseHex(vector.message())))
                .isEqualTo(HEX.parseHex(vector.signature()));
    }

    @ParameterizedTest
    @MethodSource("verifiersAndVectors")
    void theVectorsAreRefusedForAnyOtherMessageAndKey(Ed25519Verifier verifier, Vector vector) {
        PreparedKey key = verifier.prepare(Ed25519PublicKey.of(HEX.parseHex(vector.publicKey())));
        PreparedKey other = verifier.prepare(KEY.publicKey());

        assertThat(key.verify(HEX.parseHex(vector.message() + "00"), HEX.parseHex(vector.signature())))
                .isFalse();
        assertThat(other.verify(HEX.parseHex(vector.message()), HEX.parseHex(vector.signature())))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("verifiersAndWrongLengths")
    void aSignatureHasSixtyFourBytes(Ed25519Verifier verifier, int length) {
        byte[] signature = Arrays.copyOf(KEY.sign(MESSAGE), length);

        assertThat(verifier.prepare(KEY.publicKey()).verify(MESSAGE, signature)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("verifiers")
    void aSecondSignatureMadeByAddingTheGroupOrderIsRefused(Ed25519Verifier verifier) {
        byte[] signature = KEY.sign(MESSAGE);
        BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));
        PreparedKey key = verifier.prepare(KEY.publicKey());

        int tried = 0;
        for (BigInteger t = s.add(Edwards25519.L); t.bitLength() <= 256; t = t.add(Edwards25519.L)) {
            byte[] malleated = signature.clone();
            System.arraycopy(littleEndian(t), 0, malleated, 32, 32);
            assertThat(key.verify(MESSAGE, malleated)).as("S + %d·L", ++tried).isFalse();
        }
        assertThat(tried).isGreaterThanOrEqualTo(14);
    }

    @ParameterizedTest
    @MethodSource("verifiers")
    void constantSignaturesAreRefused(Ed25519Verifier verifier) {
        PreparedKey key = verifier.prepare(KEY.publicKey());

        for (String octet : List.of("00", "01", "ff")) {
            byte[] signature = HEX.parseHex(octet.repeat(64));
            assertThat(key.verify(MESSAGE, signature)).isFalse();
            assertThat(key.verify(new byte[0], signature)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("verifiers")
    void bytesThatAreNoPointOfTheCurveCannotBePrepared(Ed25519Verifier verifier) {
        BigInteger y = Stream.iterate(BigInteger.TWO, BigInteger.ONE::add)
                .filter(candidate -> Edwards25519.pointWithY(candidate).isEmpty())
                .findFirst()
                .orElseThrow();
        Ed25519PublicKey noPoint = Ed25519PublicKey.of(Edwards25519.encode(y, false));

        assertThatIllegalArgumentException().isThrownBy(() -> verifier.prepare(noPoint));
    }

    private static byte[] littleEndian(BigInteger value) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
