package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.agent.authentication.Ed25519JwtClientAuthenticator;
import io.aim.keycloak.services.agent.snapshot.AgentSnapshotProvider;
import io.aim.keycloak.services.agent.snapshot.CachedAgent;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.representations.IDToken;

/** Base of mappers that put something about the agent into its tokens. Other clients' tokens are left alone. */
public abstract class AbstractAgentMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, UserInfoTokenMapper, TokenIntrospectionTokenMapper {

    @Override
    protected final void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        ClientModel client = context.getClientSession().getClient();
        if (!Ed25519JwtClientAuthenticator.PROVIDER_ID.equals(client.getClientAuthenticatorType())) {
            return;
        }
        session.getProvider(AgentSnapshotProvider.class)
                .get(client.getRealm(), client.getId())
                .map(CachedAgent::snapshot)
                .ifPresent(agent -> setClaims(token, mapper, agent, context));
    }

    /** Sets the claims of one agent. */
    protected abstract void setClaims(
            IDToken token, ProtocolMapperModel mapper, AgentSnapshot agent, ClientSessionContext context);

    /** A mapper model that puts its claims wherever this base can. */
    protected static ProtocolMapperModel model(String name, String providerId) {
        ProtocolMapperModel model = new ProtocolMapperModel();
        model.setName(name);
        model.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        model.setProtocolMapper(providerId);
        Map<String, String> config = new HashMap<>();
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN, "true");
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN, "true");
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION, "true");
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_USERINFO, "false");
        model.setConfig(config);
        return model;
    }

    @Override
    public final String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }
}
