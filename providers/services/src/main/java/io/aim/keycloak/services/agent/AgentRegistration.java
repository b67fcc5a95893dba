package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.PublicKeyParser;
import io.aim.keycloak.services.rest.JsonBody;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A registration that keeps the rules of {@link AgentRules}; owner and sponsor are not looked up yet. */
record AgentRegistration(
        String name,
        @Nullable String displayName,
        @Nullable String description,
        AgentType type,
        Ed25519PublicKey publicKey,
        String owner,
        String sponsor,
        Set<String> declaredCapabilities,
        boolean allowLegacyAudience) {

    static AgentRegistration parse(@Nullable String json) {
        return parse(json, null);
    }

    /** Without owner or sponsor that person is meant. */
    static AgentRegistration parse(@Nullable String json, @Nullable String defaultPerson) {
        JsonBody body = JsonBody.parse(
                json,
                "name",
                "displayName",
                "description",
                "type",
                "publicKey",
                "owner",
                "sponsor",
                "declaredCapabilities",
                "allowLegacyAudience");
        return new AgentRegistration(
                AgentRules.name(body.text("name")),
                AgentRules.text("displayName", body.text("displayName"), AgentRules.DISPLAY_NAME_MAX),
                AgentRules.text("description", body.text("description"), AgentRules.DESCRIPTION_MAX),
                AgentRules.type(body.text("type")),
                PublicKeyParser.parse("publicKey", body.value("publicKey")),
                AgentRules.required("owner", body.has("owner") ? body.text("owner") : defaultPerson),
                AgentRules.required("sponsor", body.has("sponsor") ? body.text("sponsor") : defaultPerson),
                AgentRules.capabilities("declaredCapabilities", body.texts("declaredCapabilities")),
                body.flag("allowLegacyAudience"));
    }
}
