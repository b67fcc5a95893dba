package io.aim.keycloak.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

class Ed25519PublicKeyProperties {

    @Provide
    Arbitrary<Ed25519PublicKey> generated() {
        return Arbitraries.create(() -> TestKeyPair.generate().publicKey());
    }

    @Property
    void keysOfTheJdkComeThroughUnchanged(@ForAll("generated") Ed25519PublicKey key) {
        assertThat(Ed25519PublicKey.of(key.encoded())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(Ed25519PublicKey.of(Base64.getUrlDecoder().decode(key.x()))).isEqualTo(key);
        assertThat(PublicKeyParser.parse("publicKey", key.x())).isEqualTo(key);
    }

    @Property
    void theThumbprintIsTheHashOfTheSortedJwk(@ForAll("generated") Ed25519PublicKey key) throws Exception {
        TreeMap<String, String> jwk = new TreeMap<>();
        jwk.put("x", key.x());
        jwk.put("kty", "OKP");
        jwk.put("crv", "Ed25519");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(new ObjectMapper().writeValueAsBytes(jwk));

        assertThat(Base64.getUrlDecoder().decode(key.thumbprint())).isEqualTo(hash);
        assertThat(key.thumbprint()).hasSize(43);
    }

    @Property
    void keysAreEqualExactlyWhenTheirBytesAre(
            @ForAll("generated") Ed25519PublicKey one, @ForAll("generated") Ed25519PublicKey other) {
        assertThat(one.equals(other)).isEqualTo(one.x().equals(other.x()));
        assertThat(one.thumbprint().equals(other.thumbprint())).isEqualTo(one.equals(other));
    }

    @Property(tries = 1000)
    void noKeyThatBouncyCastleFullyValidatesIsRefused(@ForAll @Size(32) byte[] encoded) {
        if (Ed25519.validatePublicKeyFull(encoded, 0)) {
            assertThatCode(() -> Ed25519PublicKey.of(encoded)).doesNotThrowAnyException();
        }
    }
}
