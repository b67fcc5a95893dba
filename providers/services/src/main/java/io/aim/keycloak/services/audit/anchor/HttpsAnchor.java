package io.aim.keycloak.services.audit.anchor;

import io.aim.keycloak.spi.audit.StoredCheckpoint;
import io.aim.keycloak.spi.audit.anchor.AnchorConflictException;
import io.aim.keycloak.spi.audit.anchor.AuditAnchorProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Posts checkpoints to an address; an answer of 2xx says that they are safe there. */
final class HttpsAnchor implements AuditAnchorProvider {

    private static final int CONFLICT = 409;

    private final HttpClient client;
    private final AnchorAddress address;
    private final @Nullable Path tokenFile;
    private final Duration timeout;

    /**
     * @param tokenFile holds a bearer token, read every time; null to send none
     */
    HttpsAnchor(HttpClient client, AnchorAddress address, @Nullable Path tokenFile, Duration timeout) {
        this.client = client;
        this.address = address;
        this.tokenFile = tokenFile;
        this.timeout = timeout;
    }

    @Override
    public void keep(String realmId, StoredCheckpoint checkpoint) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.of(realmId))
                .timeout(timeout)
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("AIM-Realm", AnchorAddress.encoded(realmId))
                .header("AIM-Tree-Size", String.valueOf(checkpoint.size()))
                .POST(HttpRequest.BodyPublishers.ofString(checkpoint.note()));
        if (tokenFile != null) {
            request.header("Authorization", "Bearer " + token(tokenFile));
        }
        int status = send(request.build());
        if (status == CONFLICT) {
            throw new AnchorConflictException("The anchor answered 409");
        }
        if (status / 100 != 2) {
            throw new IOException("The anchor answered " + status);
        }
    }

    private int send(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            response.body().close(); // whatever it says, and however long
            return response.statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The server stops", e);
        }
    }

    private static String token(Path file) throws IOException {
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (!token.matches("[!-~]+")) {
            throw new IOException("The file of the anchor's bearer token holds no token");
        }
        return token;
    }

    @Override
    public void close() {
        // the client is the factory's
    }
}
