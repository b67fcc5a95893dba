package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestAgent;

/**
 * How the token endpoint refused a client.
 *
 * @param reply the answer
 * @param event Keycloak's event of it
 */
record Refusal(Reply reply, JsonNode event) {
    private static final String UNDISCLOSED = "Invalid client or Invalid client credentials";

    /** The answer and the event name the reason. */
    Refusal discloses(String code) {
        assertInvalidClient();
        assertThat(reply.body().path("error_description").asText())
                .as(reply.summary())
                .startsWith(code + ": ");
        return hasReason(code);
    }

    /** Only the event names the reason; the answer is what strangers get. */
    Refusal hides(String code) {
        assertInvalidClient();
        assertThat(reply.body().path("error_description").asText())
                .as(reply.summary())
                .isEqualTo(UNDISCLOSED);
        return hasReason(code);
    }

    private void assertInvalidClient() {
        assertThat(reply.status()).as(reply.summary()).isEqualTo(401);
        assertThat(reply.body().path("error").asText()).as(reply.summary()).isEqualTo("invalid_client");
        assertThat(reply.body().has("access_token")).as(reply.summary()).isFalse();
    }

    private Refusal hasReason(String code) {
        assertThat(detail("aim_reason_code")).as(event.toString()).isEqualTo(code);
        return this;
    }

    /** The event names the agent. */
    Refusal of(TestAgent agent) {
        assertThat(detail("aim_agent_id")).as(event.toString()).isEqualTo(agent.id());
        assertThat(detail("aim_agent_name")).as(event.toString()).isEqualTo(agent.name());
        assertThat(event.path("clientId").asText()).isEqualTo(agent.name());
        return this;
    }

    /** The event names no agent. */
    Refusal ofNobody() {
        assertThat(event.path("details").has("aim_agent_id"))
                .as(event.toString())
                .isFalse();
        return this;
    }

    /** The event names the agent's key. */
    Refusal withItsKey(TestAgent agent) {
        return of(agent).withKey(agent.key().thumbprint());
    }

    /** The event names that key. */
    Refusal withKey(String thumbprint) {
        assertThat(detail("aim_key_thumbprint")).as(event.toString()).isEqualTo(thumbprint);
        return this;
    }

    /** It was refused before a key was looked for, or none was found. */
    Refusal withoutKey() {
        assertThat(event.path("details").has("aim_key_thumbprint"))
                .as(event.toString())
                .isFalse();
        return this;
    }

    private String detail(String name) {
        return event.path("details").path(name).asText(null);
    }
}
