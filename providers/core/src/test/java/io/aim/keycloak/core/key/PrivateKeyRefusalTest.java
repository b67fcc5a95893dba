package io.aim.keycloak.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Private keys that somebody sends by mistake. The secret parts are the key of RFC 8032 §7.1, test 2. */
class PrivateKeyRefusalTest {

    private static final String SEED = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    private static final String PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    private static final String PKCS8 = "302e020100300506032b657004220420" + SEED;
    private static final String PKCS8_WITH_PUBLIC_KEY = "3051020101300506032b657004220420" + SEED + "812100" + PUBLIC;

    static Stream<Named<String>> privateTexts() {
        return Stream.of(
                Named.of("PKCS#8", PublicKeyParserTest.base64(PKCS8)),
                Named.of("PKCS#8, base64url", base64Url(PKCS8)),
                Named.of("PKCS#8 of the JDK", jdkPkcs8()),
                Named.of("PKCS#8 with the public key inside", PublicKeyParserTest.base64(PKCS8_WITH_PUBLIC_KEY)),
                Named.of("PKCS#8 in lines", PublicKeyParserTest.base64(PKCS8).replaceAll("(.{16})", "$1\n")),
                Named.of("PEM", pem("PRIVATE KEY", PKCS8)),
                Named.of("PEM labelled as public", pem("PUBLIC KEY", PKCS8)),
                Named.of("PEM, encrypted", pem("ENCRYPTED PRIVATE KEY", PKCS8)),
                Named.of("PEM of OpenSSH", pem("OPENSSH PRIVATE KEY", SEED.repeat(6))),
                Named.of("PEM, very long", pem("RSA PRIVATE KEY", SEED.repeat(60))),
                Named.of("secret key of libsodium", PublicKeyParserTest.base64(SEED + PUBLIC)),
                Named.of("secret key of libsodium, base64url", base64Url(SEED + PUBLIC)));
    }

    @ParameterizedTest
    @MethodSource("privateTexts")
    void aTextWithAPrivateKeyIsRefusedAndNotRepeated(String text) {
        InvalidInputException refusal = refusal(text);

        assertThat(refusal.code()).isEqualTo("private_key_refused");
        assertThat(refusal.field()).isEqualTo("publicKey");
        assertThatNothingIsRepeated(refusal, text);
    }

    @Test
    void aJwkWithAPrivateMemberIsRefusedAndNotRepeated() {
        String d = base64Url(SEED);

        InvalidInputException refusal = refusal(jwk("x", base64Url(PUBLIC), "d", d));

        assertThat(refusal.code()).isEqualTo("private_key_refused");
        assertThat(refusal.field()).isEqualTo("publicKey.d");
        assertThatNothingIsRepeated(refusal, d);
    }

    @Test
    void thePrivateMemberIsNoticedBeforeAnyOtherFaultAndWhateverItsValue() {
        assertThat(refusal(jwk("kty", "EC", "d", 5)).code()).isEqualTo("private_key_refused");
        assertThat(refusal(jwk("x", "short", "d", null)).code()).isEqualTo("private_key_refused");
    }

    @Test
    void aPrivateJwkSentAsTextIsRefusedAndNotRepeated() {
        String d = base64Url(SEED);

        InvalidInputException refusal = refusal(
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + base64Url(PUBLIC) + "\",\"d\":\"" + d + "\"}");

        assertThatNothingIsRepeated(refusal, d);
    }

    private static void assertThatNothingIsRepeated(InvalidInputException refusal, String secret) {
        StringWriter everything = new StringWriter();
        refusal.printStackTrace(new PrintWriter(everything));
        everything.append(refusal.field()).append(refusal.code());
        String body = secret.replaceAll("-----[A-Z ]+-----|\\s", "");
        Stream<String> parts = IntStream.rangeClosed(0, body.length() - 8).mapToObj(i -> body.substring(i, i + 8));

        assertThat(parts).noneMatch(everything.toString()::contains);
    }

    private static InvalidInputException refusal(Object value) {
        return catchThrowableOfType(InvalidInputException.class, () -> PublicKeyParser.parse("publicKey", value));
    }

    private static Map<String, @Nullable Object> jwk(
            String member, Object value, String other, @Nullable Object otherValue) {
        Map<String, @Nullable Object> jwk = new HashMap<>(Map.of("kty", "OKP", "crv", "Ed25519"));
        jwk.put(member, value);
        jwk.put(other, otherValue);
        return jwk;
    }

    private static String base64Url(String hex) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(hex));
    }

    private static String pem(String label, String hex) {
        return PublicKeyParserTest.pem(label, PublicKeyParserTest.base64(hex), "\n");
    }

    private static String jdkPkcs8() {
        return Base64.getEncoder()
                .encodeToString(TestKeyPair.generate().privateKey().getEncoded());
    }
}
