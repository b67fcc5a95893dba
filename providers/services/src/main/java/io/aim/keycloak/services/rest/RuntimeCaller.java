package io.aim.keycloak.services.rest;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.services.rest.ratelimit.RateLimit;
import io.aim.keycloak.services.rest.ratelimit.RateLimitProvider;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.Optional;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Who calls the runtime root: the holder of a valid access token of this realm, DPoP proof included where the token is
 * bound.
 */
public record RuntimeCaller(KeycloakSession session, AccessToken token, UserModel user, ClientModel client) {

    /**
     * The caller of the current request.
     *
     * @throws AimException 401 without a valid token, 429 if this is one request too many
     */
    public static RuntimeCaller require(KeycloakSession session) {
        AuthenticationManager.AuthResult result;
        try {
            result = new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
        } catch (NotAuthorizedException malformedHeader) {
            throw unauthorized(session);
        }
        if (result == null) {
            throw unauthorized(session);
        }
        if (isForAnMcpServer(session, result.token())) {
            throw AimException.unauthorized("wrong_audience", "The token is for an MCP server, not for this one");
        }
        RateLimitProvider.require(session, RateLimit.CALLER, result.user().getId());
        return new RuntimeCaller(session, result.token(), result.user(), result.client());
    }

    /** Whoever runs an MCP server holds the tokens that agents send it, and must not be able to act as those agents here. */
    private static boolean isForAnMcpServer(KeycloakSession session, AccessToken token) {
        String[] audience = token.getAudience();
        return audience != null
                && audience.length == 1
                && audience[0].contains("://")
                && session.getProvider(McpServerProvider.class)
                        .getByUrl(session.getContext().getRealm(), audience[0])
                        .isPresent();
    }

    private static AimException unauthorized(KeycloakSession session) {
        RateLimitProvider.requireOfAddress(session);
        return AimException.unauthorized();
    }

    /** The agent whose own token this is. */
    public Optional<AgentModel> agent() {
        if (!client.getId().equals(user.getServiceAccountClientLink())) {
            return Optional.empty();
        }
        return session.getProvider(AgentProvider.class).getByClient(client.getRealm(), client.getId());
    }

    /**
     * The agent whose own token this is, if it may act.
     *
     * @throws AimException 403 if the token is nobody's, or the agent is not verified
     */
    public AgentModel requireAgent() {
        AgentModel agent = agent().orElseThrow(
                        () -> AimException.forbidden("not_an_agent", "This needs the access token of an agent"));
        if (agent.getStatus() != AgentStatus.VERIFIED) {
            throw AimException.forbidden(
                    "agent_" + agent.getStatus().code(),
                    "The agent is " + agent.getStatus().code());
        }
        return agent;
    }

    /**
     * The user whose own token this is, if it may manage the account, as Keycloak's account console demands.
     *
     * @throws AimException 403 if the token is a service account's, or may not
     */
    public UserModel requireUser() {
        AccessToken.Access account = token.getResourceAccess(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        if (user.getServiceAccountClientLink() != null
                || account == null
                || !account.isUserInRole(AccountRoles.MANAGE_ACCOUNT)) {
            throw AimException.forbidden(
                    "not_a_user",
                    "This needs the access token of a user, with the role manage-account of client account");
        }
        return user;
    }
}
