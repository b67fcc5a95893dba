package io.aim.keycloak.services.outbound;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param uri where to
 * @param accept media type of the answer
 * @param json body of a POST; null for a GET
 */
public record OutboundRequest(
        URI uri, String accept, @Nullable String json) {

    /** Fetches a document. */
    public static OutboundRequest get(URI uri, String accept) {
        return new OutboundRequest(uri, accept, null);
    }

    /** Sends a JSON object and expects one. */
    public static OutboundRequest post(URI uri, String json) {
        return new OutboundRequest(uri, "application/json", json);
    }
}
