package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProfile;
import java.time.Instant;

/** The fields that describe an agent, as a registration or a change sends them. */
final class AgentProfileFields {

    /** Names of the fields. */
    static final String[] NAMES = {
        "displayName",
        "description",
        "type",
        "version",
        "repositoryUrl",
        "documentationUrl",
        "metadata",
        "expiresAt",
        "organization",
        "tags",
        "declaredCapabilities",
        "allowLegacyAudience"
    };

    private AgentProfileFields() {}

    /** The profile of a new agent; the organization is not looked up yet. */
    static AgentProfile parse(JsonBody body, Instant now) {
        return new AgentProfile(
                AgentRules.text("displayName", body.text("displayName"), AgentRules.DISPLAY_NAME_MAX),
                AgentRules.text("description", body.text("description"), AgentRules.DESCRIPTION_MAX),
                AgentRules.type(body.text("type")),
                AgentRules.text("version", body.text("version"), AgentRules.VERSION_MAX),
                AgentRules.url("repositoryUrl", body.text("repositoryUrl")),
                AgentRules.url("documentationUrl", body.text("documentationUrl")),
                AgentRules.metadata("metadata", body.textMap("metadata")),
                AgentRules.future("expiresAt", body.text("expiresAt"), now),
                body.text("organization"),
                AgentRules.tags("tags", body.texts("tags")),
                AgentRules.capabilities("declaredCapabilities", body.texts("declaredCapabilities")),
                body.flag("allowLegacyAudience"));
    }

    /** Changes those fields of the agent that the body names; the organization is the caller's business. */
    static void change(AgentModel agent, JsonBody body, Instant now) {
        AgentProfile sent = parse(body, now);
        change(body, "displayName", () -> agent.setDisplayName(sent.displayName()));
        change(body, "description", () -> agent.setDescription(sent.description()));
        change(body, "type", () -> agent.setType(AgentRules.type(AgentRules.required("type", body.text("type")))));
        change(body, "version", () -> agent.setVersion(sent.version()));
        change(body, "repositoryUrl", () -> agent.setRepositoryUrl(sent.repositoryUrl()));
        change(body, "documentationUrl", () -> agent.setDocumentationUrl(sent.documentationUrl()));
        change(body, "metadata", () -> agent.setMetadata(sent.metadata()));
        change(body, "expiresAt", () -> agent.setExpiresAt(sent.expiresAt()));
        change(body, "tags", () -> agent.setTags(sent.tags()));
        change(body, "declaredCapabilities", () -> agent.setDeclaredCapabilities(sent.declaredCapabilities()));
        change(body, "allowLegacyAudience", () -> agent.setLegacyAudienceAllowed(sent.legacyAudienceAllowed()));
    }

    private static void change(JsonBody body, String field, Runnable change) {
        if (body.has(field)) {
            change.run();
        }
    }
}
