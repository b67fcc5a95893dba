package io.aim.keycloak.e2e.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A public client of the realm, as MCP clients are: authorization code with PKCE, and a person who logs in.
 *
 * @param clientId client id
 */
record CodeFlow(TestRealm realm, String clientId) {

    private static final String REDIRECT = "http://127.0.0.1/callback";
    private static final String VERIFIER = "a-code-verifier-of-more-than-forty-three-characters";
    private static final Pattern LOGIN_FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    /** Registers the client. */
    static CodeFlow register(TestRealm realm, String clientId) {
        ObjectNode client = Json.object()
                .put("clientId", clientId)
                .put("publicClient", true)
                .put("standardFlowEnabled", true);
        client.putArray("redirectUris").add(REDIRECT);
        client.putObject("attributes").put("pkce.code.challenge.method", "S256");
        realm.admin().post(realm.adminPath("/clients"), client).expect(201);
        return new CodeFlow(realm, clientId);
    }

    /** What the realm sends to the redirect address once that person has logged in; parameters by name. */
    Map<String, String> authorize(TestRealm.User user, Map<String, String> parameters)
            throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newHttpClient();
        Map<String, String> query = new LinkedHashMap<>(Map.of(
                "response_type", "code",
                "client_id", clientId,
                "redirect_uri", REDIRECT,
                "scope", "openid",
                "state", "s",
                "code_challenge_method", "S256",
                "code_challenge", challenge()));
        query.putAll(parameters);
        HttpResponse<String> page = browser.send(
                HttpRequest.newBuilder(URI.create(protocol("/auth") + "?" + encode(query)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Matcher form = LOGIN_FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("no log-in page but " + page.statusCode());
        }
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", cookies(page))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                encode(Map.of("username", user.username(), "password", user.password()))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String location = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("no redirect but " + answer.statusCode()));
        return decode(URI.create(location).getRawQuery());
    }

    /** Trades a code for tokens. */
    Reply redeem(String code, Map<String, String> parameters) {
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type", "authorization_code",
                "client_id", clientId,
                "redirect_uri", REDIRECT,
                "code", code,
                "code_verifier", VERIFIER));
        form.putAll(parameters);
        return realm.tokens().post(form);
    }

    /** Trades a refresh token for tokens. */
    Reply refresh(String refreshToken, Map<String, String> parameters) {
        Map<String, String> form = new HashMap<>(
                Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
        form.putAll(parameters);
        return realm.tokens().post(form);
    }

    /** Java's own store holds cookies back that are marked as secure, which browsers send to this machine. */
    private static String cookies(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }

    private String protocol(String path) {
        return realm.issuer() + "/protocol/openid-connect" + path;
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(JsonHttp.escape(value)));
        return text.toString();
    }

    private static Map<String, String> decode(String query) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : query.split("&", -1)) {
            int equals = field.indexOf('=');
            fields.put(
                    field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }
}
