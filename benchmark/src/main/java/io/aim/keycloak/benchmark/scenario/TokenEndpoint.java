package io.aim.keycloak.benchmark.scenario;

import io.aim.keycloak.cli.client.Jws;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Writes requests for the token endpoint of a realm.
 *
 * @param issuer the realm's issuer
 */
public record TokenEndpoint(String issuer) {
    /** How long an assertion may wait between its signature and its use: what Keycloak allows by default. */
    static final int LIFETIME_SECONDS = 60;

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** Requests with a secret. */
    Requests withSecret(String clientId, String secret) {
        Map<String, String> form = form();
        form.put("client_id", clientId);
        form.put("client_secret", secret);
        byte[] request = post(form);
        return () -> request;
    }

    /** Requests with assertions that differ in their jti; without a kid in the header where it is null. */
    public Requests withAssertion(String clientId, SigningKey key, String kid) {
        return withAssertion(clientId, key, kid, Map.of());
    }

    /** As above, with further fields. */
    public Requests withAssertion(String clientId, SigningKey key, String kid, Map<String, String> fields) {
        String header = kid == null
                ? "{\"alg\":\"" + key.algorithm() + "\"}"
                : "{\"alg\":\"" + key.algorithm() + "\",\"kid\":\"" + kid + "\"}";
        String encodedHeader = Jws.encode(header.getBytes(StandardCharsets.UTF_8));
        return () -> {
            String input = encodedHeader + "." + Jws.encode(claims(clientId).getBytes(StandardCharsets.UTF_8));
            byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
            Map<String, String> form = form();
            form.putAll(fields);
            form.put("client_assertion_type", JWT_BEARER);
            form.put("client_assertion", input + "." + Jws.encode(signature));
            return post(form);
        };
    }

    private String claims(String clientId) {
        long now = Instant.now().getEpochSecond();
        return "{\"iss\":\"" + clientId + "\",\"sub\":\"" + clientId + "\",\"aud\":\"" + issuer + "\",\"iat\":" + now
                + ",\"exp\":" + (now + LIFETIME_SECONDS) + ",\"jti\":\"" + UUID.randomUUID() + "\"}";
    }

    private static Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        return form;
    }

    private byte[] post(Map<String, String> form) {
        return post("token", form);
    }

    /** A form for an endpoint beside the token endpoint. */
    public byte[] post(String name, Map<String, String> form) {
        return RawRequest.form(uri(name), form);
    }

    /** An endpoint of the realm by its last word. */
    public URI uri(String name) {
        return URI.create(issuer + "/protocol/openid-connect/" + name);
    }
}
