package io.aim.keycloak.services.agent.mcp.adapter;

import io.aim.keycloak.services.agent.AgentEventDetails;
import io.aim.keycloak.services.agent.mcp.McpResources;
import io.aim.keycloak.services.agent.mcp.ResourceRefusal;
import io.aim.keycloak.spi.mcp.McpResource;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.Profile;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;

/**
 * Binds a token to the MCP server that it was asked for by {@code resource} (RFC 8707): that server is its only audience.
 * Where Keycloak's own resource indicators are enabled, these have the last word and are told the server's client.
 */
final class McpResourceTokenPostProcessor implements TokenPostProcessor {

    private final KeycloakSession session;

    McpResourceTokenPostProcessor(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        AuthenticatedClientSessionModel clientSession =
                context.clientSessionCtx().getClientSession();
        ClientModel client = clientSession.getClient();
        RealmModel realm = client.getRealm();
        try {
            McpResources resources = new McpResources(session, realm);
            AskedResource asked = new AskedResource(session, context);
            String resource = asked.isNamed() && resources.concern(client) ? asked.get() : null;
            if (resource != null) {
                bind(context, resources.require(client, resource), resource);
            }
        } catch (ResourceRefusal e) {
            report(context, e);
            throw new TokenInterceptorException(OAuthErrorException.INVALID_TARGET, e.getMessage());
        }
    }

    private void bind(TokenPostProcessorContext context, McpResource server, String resource) {
        AccessToken token = context.accessToken();
        boolean stockToo = Profile.isFeatureEnabled(Profile.Feature.RESOURCE_INDICATORS);
        token.audience(stockToo ? server.name() : server.url());
        token.getResourceAccess().keySet().retainAll(Set.of(server.name()));
        if (context.refreshToken() != null) {
            context.refreshToken().getOtherClaims().put(OAuth2Constants.RESOURCE, resource);
        }
        session.setAttribute(AgentEventDetails.RESOURCE, server.url());
    }

    private void report(TokenPostProcessorContext context, ResourceRefusal refusal) {
        AuthenticatedClientSessionModel clientSession =
                context.clientSessionCtx().getClientSession();
        String grantType = context.clientSessionCtx().getAttribute(Constants.GRANT_TYPE, String.class);
        new EventBuilder(
                        clientSession.getClient().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(event(grantType))
                .client(clientSession.getClient())
                .user(clientSession.getUserSession().getUser())
                .detail(Details.GRANT_TYPE, grantType)
                .detail(Details.REASON, refusal.getMessage())
                .detail(AgentEventDetails.REASON_CODE, refusal.reason())
                .error(OAuthErrorException.INVALID_TARGET);
    }

    private static EventType event(String grantType) {
        return switch (String.valueOf(grantType)) {
            case OAuth2Constants.AUTHORIZATION_CODE -> EventType.CODE_TO_TOKEN_ERROR;
            case OAuth2Constants.REFRESH_TOKEN -> EventType.REFRESH_TOKEN_ERROR;
            case OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE -> EventType.TOKEN_EXCHANGE_ERROR;
            case OAuth2Constants.CLIENT_CREDENTIALS -> EventType.CLIENT_LOGIN_ERROR;
            default -> EventType.LOGIN_ERROR;
        };
    }
}
