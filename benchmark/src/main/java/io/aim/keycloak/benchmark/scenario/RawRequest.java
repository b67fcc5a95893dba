package io.aim.keycloak.benchmark.scenario;

import io.aim.keycloak.cli.client.JsonHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes HTTP requests out, ready to be sent over a connection to whichever server. */
public final class RawRequest {
    private RawRequest() {}

    /** GET with a bearer token. */
    public static byte[] get(URI uri, String bearer) {
        return bytes("GET", uri, authorization(bearer) + "Accept: application/json\r\n", "");
    }

    /** POST of JSON with a bearer token. */
    public static byte[] post(URI uri, String bearer, Object json) {
        return bytes(
                "POST",
                uri,
                authorization(bearer) + "Accept: application/json\r\nContent-Type: application/json\r\n",
                json.toString());
    }

    /** POST of a form without a bearer token. */
    public static byte[] form(URI uri, Map<String, String> fields) {
        return bytes(
                "POST",
                uri,
                "Content-Type: application/x-www-form-urlencoded\r\n",
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + JsonHttp.escape(field.getValue()))
                        .collect(Collectors.joining("&")));
    }

    private static String authorization(String bearer) {
        return "Authorization: Bearer " + bearer + "\r\n";
    }

    private static byte[] bytes(String method, URI uri, String headers, String body) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String length = method.equals("GET") ? "" : "Content-Length: " + body.length() + "\r\n";
        return (method + " " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: " + uri.getRawAuthority() + "\r\n"
                        + headers + length + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
