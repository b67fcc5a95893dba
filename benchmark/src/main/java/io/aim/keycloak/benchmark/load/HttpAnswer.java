package io.aim.keycloak.benchmark.load;

import java.nio.charset.StandardCharsets;

/** Status and body of an HTTP response. */
public final class HttpAnswer {
    private final int status;
    private final byte[] body;

    HttpAnswer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
