package io.aim.keycloak.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Admin REST as one administrator, who logs in with a password; the token is renewed before it expires. */
public final class AdminClient {
    private static final long RENEW_BEFORE_MILLIS = 15_000;

    private final String baseUrl;
    private final String tokenUrl;
    private final String username;
    private final String password;
    private String token;
    private long renewAt;

    private AdminClient(String baseUrl, String realm, String username, String password) {
        this.baseUrl = baseUrl;
        this.tokenUrl = baseUrl + "/realms/" + JsonHttp.escape(realm) + "/protocol/openid-connect/token";
        this.username = username;
        this.password = password;
    }

    /** An administrator of the whole server. */
    public static AdminClient ofServer(String baseUrl, String username, String password) {
        return new AdminClient(baseUrl, "master", username, password);
    }

    /** A user of one realm, whose realm-management roles say what it may do there. */
    public static AdminClient ofRealm(String baseUrl, String realm, String username, String password) {
        return new AdminClient(baseUrl, realm, username, password);
    }

    /** A current access token. */
    public synchronized String token() {
        long now = System.currentTimeMillis();
        if (token == null || now >= renewAt) {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("grant_type", "password");
            form.put("client_id", "admin-cli");
            form.put("username", username);
            form.put("password", password);
            JsonNode answer =
                    JsonHttp.form(tokenUrl, form, Map.of()).expect(200).body();
            token = answer.path("access_token").asText();
            long lifetime = answer.path("expires_in").asLong() * 1000;
            renewAt = now + Math.max(lifetime - RENEW_BEFORE_MILLIS, lifetime / 2);
        }
        return token;
    }

    /** GET of a path that starts at the server's root. */
    public Reply get(String path) {
        return send("GET", path, null);
    }

    /** POST without a body. */
    public Reply post(String path) {
        return send("POST", path, null);
    }

    /** POST of a record, map, list or node. */
    public Reply post(String path, Object json) {
        return send("POST", path, Json.bytes(json));
    }

    /** PUT of a record, map, list or node. */
    public Reply put(String path, Object json) {
        return send("PUT", path, Json.bytes(json));
    }

    /** DELETE without a body. */
    public Reply delete(String path) {
        return send("DELETE", path, null);
    }

    /** Any method, with the bytes of a JSON (or deliberately broken) body, or null for none. */
    public Reply send(String method, String path, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + token());
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return JsonHttp.send(method, baseUrl + path, headers, body);
    }
}
