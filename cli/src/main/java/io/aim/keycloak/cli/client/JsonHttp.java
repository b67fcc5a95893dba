package io.aim.keycloak.cli.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Plain HTTP with text bodies. One shared connection pool, no redirects. */
public final class JsonHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private JsonHttp() {}

    /** Sends a request; a null body sends none. */
    public static Reply send(String method, String url, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT);
        headers.forEach(request::header);
        request.header("Accept", "application/json, application/problem+json;q=0.9, */*;q=0.5");
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        try {
            HttpResponse<String> r = CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Reply(method + " " + url, r.statusCode(), r.headers(), r.body(), Json.parseOrMissing(r.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + url + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + method + " " + url, e);
        }
    }

    /** GET without credentials. */
    public static Reply get(String url) {
        return send("GET", url, Map.of(), null);
    }

    /** GET with a bearer token. */
    public static Reply get(String url, String bearer) {
        return send("GET", url, Map.of("Authorization", "Bearer " + bearer), null);
    }

    /** POST of a JSON body without credentials. */
    public static Reply post(String url, Object json) {
        return send("POST", url, Map.of("Content-Type", "application/json"), Json.bytes(json));
    }

    /** POST of an HTML form, with extra headers. */
    public static Reply form(String url, Map<String, String> fields, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return send("POST", url, all, encode(fields).getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e -> escape(e.getKey()) + "=" + escape(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Percent-encoding for a query or a form. */
    public static String escape(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
