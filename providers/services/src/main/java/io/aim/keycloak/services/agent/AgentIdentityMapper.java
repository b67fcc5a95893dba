package io.aim.keycloak.services.agent;

import io.aim.keycloak.spi.agent.AgentSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/**
 * Says which agent a token belongs to: {@code agent_id}, {@code agent_name}, {@code agent_type}, {@code agent_owner} and
 * {@code agent_sponsor} (user ids).
 */
public final class AgentIdentityMapper extends AbstractAgentMapper {

    /** Provider id. */
    public static final String PROVIDER_ID = "aim-agent-identity-mapper";

    private static final String INCLUDE_PEOPLE = "aim.include-people";

    private static final List<ProviderConfigProperty> CONFIG = config();

    private static List<ProviderConfigProperty> config() {
        List<ProviderConfigProperty> config = new ArrayList<>();
        config.add(new ProviderConfigProperty(
                INCLUDE_PEOPLE,
                "Owner and sponsor",
                "Whether the claims agent_owner and agent_sponsor are set. They hold user ids.",
                ProviderConfigProperty.BOOLEAN_TYPE,
                "true"));
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(config, AgentIdentityMapper.class);
        return List.copyOf(config);
    }

    /** A mapper as set-up creates it. */
    public static ProtocolMapperModel create(String name) {
        ProtocolMapperModel model = model(name, PROVIDER_ID);
        model.getConfig().put(INCLUDE_PEOPLE, "true");
        return model;
    }

    @Override
    protected void setClaims(
            IDToken token, ProtocolMapperModel mapper, AgentSnapshot agent, ClientSessionContext context) {
        Map<String, Object> claims = token.getOtherClaims();
        claims.put("agent_id", agent.agentId());
        claims.put("agent_name", agent.name());
        claims.put("agent_type", agent.type().code());
        if (Boolean.parseBoolean(mapper.getConfig().get(INCLUDE_PEOPLE))) {
            putIfPresent(claims, "agent_owner", agent.ownerId());
            putIfPresent(claims, "agent_sponsor", agent.sponsorId());
        }
    }

    private static void putIfPresent(Map<String, Object> claims, String name, @Nullable String value) {
        if (value != null) {
            claims.put(name, value);
        }
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Agent identity";
    }

    @Override
    public String getHelpText() {
        return "Adds id, name, type, owner and sponsor of the agent that the client belongs to.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return CONFIG;
    }
}
