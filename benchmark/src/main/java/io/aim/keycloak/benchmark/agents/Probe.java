package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.cli.client.Json;

/** What tells whether an agent is stopped. */
enum Probe {
    /** A token request with a fresh assertion. */
    TOKEN("token request", 401, "invalid_client"),
    /** A resource server asks about a token that was issued before. */
    INTROSPECTION("introspection", 200, ""),
    /** The agent itself asks with such a token. */
    USERINFO("userinfo", 401, "");

    private final String text;
    private final int refusal;
    private final String error;

    Probe(String text, int refusal, String error) {
        this.text = text;
        this.refusal = refusal;
        this.error = error;
    }

    String text() {
        return text;
    }

    /** Whether the answer says that the agent is stopped; one that says neither yes nor no fails. */
    boolean refused(int status, String body) {
        if (status == 200) {
            return this == INTROSPECTION && !Json.parse(body).path("active").asBoolean(true);
        }
        if (status != refusal
                || !Json.parseOrMissing(body).path("error").asText().equals(error)) {
            throw new IllegalStateException(text + ": " + status + " " + body);
        }
        return true;
    }
}
