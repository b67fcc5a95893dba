package io.aim.keycloak.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.Arrays;

/**
 * What a server answered.
 *
 * @param request method and address, for messages
 * @param status the HTTP status
 * @param headers the response headers
 * @param text the body as it came
 * @param body the body as JSON, or a missing node
 */
public record Reply(String request, int status, HttpHeaders headers, String text, JsonNode body) {

    /** This reply, or an exception that shows it where the status is none of the given ones. */
    public Reply expect(int... statuses) {
        if (Arrays.stream(statuses).noneMatch(s -> s == status)) {
            throw new UnexpectedReplyException(this, statuses);
        }
        return this;
    }

    /** The last path segment of the Location header: the id of what was created. */
    public String createdId() {
        String location = headers.firstValue("Location")
                .orElseThrow(() -> new IllegalStateException(request + " answered without a Location header"));
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** One line: request, status and the start of the body. */
    public String summary() {
        String start = text.length() > 600 ? text.substring(0, 600) + "…" : text;
        return request + " -> " + status + (start.isBlank() ? "" : " " + start);
    }
}
