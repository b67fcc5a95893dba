package io.aim.keycloak.core.key;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class BouncyCastleEd25519VerifierTest {

    @Test
    void aKeyWithASmallOrderComponentCannotBePrepared() {
        Edwards25519.Point prime = Edwards25519.points()
                .map(point -> point.times(BigInteger.valueOf(8)))
                .findFirst()
                .orElseThrow();
        Ed25519PublicKey mixed =
                Ed25519PublicKey.of(prime.plus(Edwards25519.torsionGenerator()).encoded());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BouncyCastleEd25519Verifier().prepare(mixed))
                .withMessageContaining("prime-order");
    }
}
