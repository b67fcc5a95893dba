package io.aim.keycloak.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519PublicKeyTest {

    /** RFC 8037 appendix A.2 and A.3. */
    private static final String RFC8037_X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private static final String RFC8037_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

    /** Canonical encodings of the eight points of order 1, 2, 4 and 8. */
    static final List<String> SMALL_ORDER = List.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");

    /** Further bytes that lenient decoders read as one of those points: x = 0 with a sign, or y not reduced. */
    static final List<String> SMALL_ORDER_NON_CANONICAL = List.of(
            "0100000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");

    @Test
    void theThumbprintIsTheOneOfRfc8037() {
        Ed25519PublicKey key = Ed25519PublicKey.of(Base64.getUrlDecoder().decode(RFC8037_X));

        assertThat(key.thumbprint()).isEqualTo(RFC8037_THUMBPRINT);
        assertThat(key.x()).isEqualTo(RFC8037_X);
    }

    @ParameterizedTest
    @FieldSource({"SMALL_ORDER", "SMALL_ORDER_NON_CANONICAL"})
    void encodingsOfPointsOfSmallOrderAreRefused(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519PublicKey.of(HexFormat.of().parseHex(hex)));
    }

    @ParameterizedTest
    @FieldSource({"SMALL_ORDER", "SMALL_ORDER_NON_CANONICAL"})
    void bouncyCastleRefusesTheSameEncodings(String hex) {
        assertThat(Ed25519.validatePublicKeyFull(HexFormat.of().parseHex(hex), 0))
                .isFalse();
    }

    @Test
    void noEncodingOfSmallOrderIsMissingAbove() {
        List<String> derived = Edwards25519.smallOrderYs().stream()
                .flatMap(y -> Stream.of(y, y.add(Edwards25519.P)))
                .filter(y -> y.bitLength() <= 255)
                .flatMap(y -> Stream.of(Edwards25519.encode(y, false), Edwards25519.encode(y, true)))
                .map(HexFormat.of()::formatHex)
                .toList();

        assertThat(Stream.concat(SMALL_ORDER.stream(), SMALL_ORDER_NON_CANONICAL.stream()))
                .containsExactlyInAnyOrderElementsOf(derived);
    }

    static Stream<BigInteger> unreducedYs() {
        return IntStream.range(0, 19).mapToObj(i -> Edwards25519.P.add(BigInteger.valueOf(i)));
    }

    @ParameterizedTest
    @MethodSource("unreducedYs")
    void everyYFromPOnIsRefusedWhateverTheSign(BigInteger y) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519PublicKey.of(Edwards25519.encode(y, false)))
                .withMessageContaining("canonically");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519PublicKey.of(Edwards25519.encode(y, true)))
                .withMessageContaining("canonically");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 44, 64})
    void onlyThirtyTwoBytesAreAKey(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519PublicKey.of(new byte[length]))
                .withMessageContaining("32 bytes");
    }

    @Test
    void aKeyCannotBeChangedFromOutside() {
        byte[] given = Base64.getUrlDecoder().decode(RFC8037_X);
        Ed25519PublicKey key = Ed25519PublicKey.of(given);

        given[0] ^= 1;
        key.encoded()[1] ^= 1;

        assertThat(key.encoded()).isEqualTo(Base64.getUrlDecoder().decode(RFC8037_X));
    }
}
