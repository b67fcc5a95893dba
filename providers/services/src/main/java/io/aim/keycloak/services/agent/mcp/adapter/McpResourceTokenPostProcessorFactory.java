package io.aim.keycloak.services.agent.mcp.adapter;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Factory of the processor; it works without Keycloak's experimental feature of the same purpose. */
public final class McpResourceTokenPostProcessorFactory implements TokenPostProcessorFactory {

    /** Before Keycloak's own, which makes the audience of the client's name. */
    private static final int ORDER = 100;

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new McpResourceTokenPostProcessor(session);
    }

    @Override
    public String getId() {
        return "aim-mcp-resource";
    }

    @Override
    public int order() {
        return ORDER;
    }
}
