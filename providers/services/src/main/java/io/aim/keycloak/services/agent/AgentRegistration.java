package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.PublicKeyParser;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentProfile;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A registration that keeps the rules of {@link AgentRules}; people, organization and MCP servers are not looked up yet. */
record AgentRegistration(
        String name,
        Ed25519PublicKey publicKey,
        String owner,
        String sponsor,
        AgentProfile profile,
        @Nullable List<@Nullable String> mcpServers) {

    /** What a registration may name. */
    static final String[] FIELDS = Stream.concat(
                    Stream.of("name", "publicKey", "owner", "sponsor", "mcpServers"),
                    Stream.of(AgentProfileFields.NAMES))
            .toArray(String[]::new);

    static AgentRegistration parse(@Nullable String json, Instant now) {
        return parse(json, null, now);
    }

    /** Without owner or sponsor that person is meant. */
    static AgentRegistration parse(@Nullable String json, @Nullable String defaultPerson, Instant now) {
        return of(JsonBody.parse(json, FIELDS), defaultPerson, now);
    }

    /** From a body of {@link #FIELDS}. */
    static AgentRegistration of(JsonBody body, @Nullable String defaultPerson, Instant now) {
        return new AgentRegistration(
                AgentRules.name(body.text("name")),
                PublicKeyParser.parse("publicKey", body.value("publicKey")),
                AgentRules.required("owner", body.has("owner") ? body.text("owner") : defaultPerson),
                AgentRules.required("sponsor", body.has("sponsor") ? body.text("sponsor") : defaultPerson),
                AgentProfileFields.parse(body, now),
                body.texts("mcpServers"));
    }
}
