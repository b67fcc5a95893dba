package io.aim.keycloak.services.trust;

import io.aim.keycloak.services.agent.AbstractAgentMapper;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/** The agent's trust score, a number from 0.000 to 1.000; no claim while the agent is not evaluated. */
public final class TrustScoreMapper extends AbstractAgentMapper {

    /** Provider id. */
    public static final String PROVIDER_ID = "aim-trust-score-mapper";

    private static final String DEFAULT_CLAIM = "trust_score";

    private static final List<ProviderConfigProperty> CONFIG = config();

    private static List<ProviderConfigProperty> config() {
        List<ProviderConfigProperty> config = new ArrayList<>();
        OIDCAttributeMapperHelper.addTokenClaimNameConfig(config);
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(config, TrustScoreMapper.class);
        return List.copyOf(config);
    }

    /** A mapper as set-up creates it. */
    public static ProtocolMapperModel create(String name) {
        ProtocolMapperModel model = model(name, PROVIDER_ID);
        model.getConfig().put(OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME, DEFAULT_CLAIM);
        return model;
    }

    @Override
    protected void setClaims(
            IDToken token, ProtocolMapperModel mapper, AgentSnapshot agent, ClientSessionContext context) {
        if (agent.trustScore() != null) {
            String claim = mapper.getConfig().getOrDefault(OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME, DEFAULT_CLAIM);
            token.getOtherClaims().put(claim, agent.trustScore());
        }
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Agent trust score";
    }

    @Override
    public String getHelpText() {
        return "Adds the current trust score of the agent that the client belongs to.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return CONFIG;
    }
}
