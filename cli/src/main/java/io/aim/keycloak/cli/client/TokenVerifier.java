package io.aim.keycloak.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** Verifies a realm's access tokens with the JDK alone, as a resource server would. */
public final class TokenVerifier {
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final JsonNode keys;
    private final String issuer;

    private TokenVerifier(JsonNode keys, String issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    /** Fetches the keys that the realm publishes. */
    public static TokenVerifier ofRealm(String realmUrl) {
        JsonNode keys = JsonHttp.get(realmUrl + "/protocol/openid-connect/certs")
                .expect(200)
                .body()
                .path("keys");
        return new TokenVerifier(keys, realmUrl);
    }

    /** The claims, where signature, issuer and lifetime are good. */
    public JsonNode verify(String token) {
        JsonNode header = Jws.header(token);
        try {
            if (!signatureIsGood(token, header)) {
                throw new IllegalStateException("the token's signature is wrong");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the token's signature cannot be verified: " + e.getMessage(), e);
        }
        JsonNode claims = Jws.claims(token);
        if (!issuer.equals(claims.path("iss").asText())) {
            throw new IllegalStateException("the token is from " + claims.path("iss") + ", not from " + issuer);
        }
        if (claims.path("exp").asLong() <= Instant.now().getEpochSecond()) {
            throw new IllegalStateException("the token has expired");
        }
        return claims;
    }

    private boolean signatureIsGood(String token, JsonNode header) throws GeneralSecurityException {
        JsonNode key = find(header.path("kid").asText());
        String algorithm = header.path("alg").asText();
        Signature signature = switch (algorithm) {
            case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
            case "RS256" -> Signature.getInstance("SHA256withRSA");
            case "EdDSA", "Ed25519" -> Signature.getInstance("Ed25519");
            default -> throw new GeneralSecurityException("unexpected algorithm " + algorithm);
        };
        signature.initVerify(publicKey(key));
        int dot = token.lastIndexOf('.');
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }

    private JsonNode find(String kid) throws GeneralSecurityException {
        for (JsonNode key : keys) {
            if (kid.equals(key.path("kid").asText())) {
                return key;
            }
        }
        throw new GeneralSecurityException("the realm publishes no key " + kid);
    }

    private static PublicKey publicKey(JsonNode jwk) throws GeneralSecurityException {
        return switch (jwk.path("kty").asText()) {
            case "EC" ->
                KeyFactory.getInstance("EC")
                        .generatePublic(
                                new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), curve(jwk)));
            case "RSA" ->
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
            case "OKP" ->
                KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(concat(ED25519_PREFIX, bytes(jwk, "x"))));
            default -> throw new GeneralSecurityException("unexpected key type " + jwk.path("kty"));
        };
    }

    private static ECParameterSpec curve(JsonNode jwk) throws GeneralSecurityException {
        if (!"P-256".equals(jwk.path("crv").asText())) {
            throw new GeneralSecurityException("unexpected curve " + jwk.path("crv"));
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, bytes(jwk, name));
    }

    private static byte[] bytes(JsonNode jwk, String name) {
        return Base64.getUrlDecoder().decode(jwk.path(name).asText());
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] all = new byte[one.length + other.length];
        System.arraycopy(one, 0, all, 0, one.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
