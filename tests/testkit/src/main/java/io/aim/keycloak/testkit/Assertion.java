package io.aim.keycloak.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Jws;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A client assertion, valid until something is changed: every part of it can be forged. */
public final class Assertion {
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final ObjectNode header = Json.object();
    private final ObjectNode claims = Json.object();
    private AgentKey key;
    private byte[] rawHeader;
    private byte[] rawClaims;
    private UnaryOperator<byte[]> signature = UnaryOperator.identity();
    private UnaryOperator<String> compact = UnaryOperator.identity();

    private Assertion(AgentKey key) {
        this.key = key;
    }

    /** A correct assertion of an agent for a realm. */
    public static Assertion of(String agentName, AgentKey key, String issuer) {
        Assertion assertion = new Assertion(key);
        assertion.header.put("alg", "Ed25519").put("kid", key.thumbprint());
        return assertion
                .claim("iss", agentName)
                .claim("sub", agentName)
                .claim("aud", issuer)
                .issuedAt(Instant.now(), LIFETIME)
                .claim("jti", UUID.randomUUID().toString());
    }

    /** Sets a header to a text, number, list, map, boolean or null. */
    public Assertion header(String name, Object value) {
        header.set(name, Json.tree(value));
        return this;
    }

    /** Leaves a header out. */
    public Assertion withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    /** Sets a claim to a text, number, list, map, boolean or null. */
    public Assertion claim(String name, Object value) {
        claims.set(name, Json.tree(value));
        return this;
    }

    /** Leaves a claim out. */
    public Assertion withoutClaim(String name) {
        claims.remove(name);
        return this;
    }

    /** Sets {@code iat} and {@code exp}. */
    public Assertion issuedAt(Instant when, Duration lifetime) {
        return claim("iat", when.getEpochSecond())
                .claim("exp", when.plus(lifetime).getEpochSecond());
    }

    /** Signs with another key than the named one. */
    public Assertion signedBy(AgentKey other) {
        this.key = other;
        return this;
    }

    /** Replaces the whole header by any text, also by none that is JSON. */
    public Assertion rawHeader(String text) {
        this.rawHeader = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Replaces all claims by any text, also by none that is JSON. */
    public Assertion rawClaims(String text) {
        this.rawClaims = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Changes the signature's bytes. */
    public Assertion signature(UnaryOperator<byte[]> change) {
        this.signature = change;
        return this;
    }

    /** Changes the finished text. */
    public Assertion compact(UnaryOperator<String> change) {
        this.compact = change;
        return this;
    }

    /** The signed text. */
    public String sign() {
        String input = Jws.signingInput(
                rawHeader == null ? Json.bytes(header) : rawHeader, rawClaims == null ? Json.bytes(claims) : rawClaims);
        byte[] signed = signature.apply(key.sign(input.getBytes(StandardCharsets.UTF_8)));
        return compact.apply(input + "." + Jws.encode(signed));
    }
}
