package io.aim.keycloak.services.apikey.leak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches the document with a scanner's keys: no redirects, bounded in size and, as a whole, in time. */
record KeyDownload(URI address, HttpClient client) {

    private static final int MAX_BYTES = 256 * 1024;
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    static KeyDownload of(URI address) {
        return new KeyDownload(
                address,
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT_LIMIT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build());
    }

    JsonNode fetch() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(LIMIT)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<byte[]> document = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(KeyDownload::read);
        try {
            return JSON.readTree(document.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw new IOException("The scanner's keys cannot be fetched", e.getCause());
        } catch (TimeoutException e) {
            document.cancel(true);
            throw new IOException("The scanner's keys did not come in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private static byte[] read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (response.statusCode() != OK || bytes.length > MAX_BYTES) {
                throw new IllegalStateException("status " + response.statusCode() + ", " + bytes.length + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalStateException("the connection broke", e);
        }
    }
}
