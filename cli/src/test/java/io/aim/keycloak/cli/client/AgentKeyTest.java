package io.aim.keycloak.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AgentKeyTest {
    /** The example key of RFC 8037, appendix A. */
    private static AgentKey rfc8037() throws Exception {
        Base64.Decoder decoder = Base64.getUrlDecoder();
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] raw = decoder.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        byte[] x509 = new byte[prefix.length + raw.length];
        System.arraycopy(prefix, 0, x509, 0, prefix.length);
        System.arraycopy(raw, 0, x509, prefix.length, raw.length);
        byte[] secret = decoder.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
        return new AgentKey(new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(x509)),
                factory.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret))));
    }

    @Test
    void jwkAndThumbprintAreThoseOfTheStandard() throws Exception {
        AgentKey key = rfc8037();

        assertThat(key.publicJwk().path("x").asText()).isEqualTo("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assertThat(key.thumbprint()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void signatureIsThatOfTheStandard() throws Exception {
        String input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";

        assertThat(rfc8037().sign(input))
                .isEqualTo("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    }

    @Test
    void freshKeysSignAndDiffer() throws Exception {
        AgentKey key = AgentKey.generate();
        byte[] message = "hello".getBytes(StandardCharsets.UTF_8);

        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key.publicKey());
        signature.update(message);
        assertThat(signature.verify(key.sign(message))).isTrue();
        assertThat(AgentKey.generate().thumbprint()).isNotEqualTo(key.thumbprint());
    }
}
