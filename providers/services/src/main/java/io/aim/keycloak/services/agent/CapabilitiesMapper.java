package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.capability.AskedCapabilities;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/**
 * The capabilities that the agent has now as an array claim, sorted; an empty array while nothing is granted. A token that
 * was asked for some of them has at most those, and names them in its scope.
 */
public final class CapabilitiesMapper extends AbstractAgentMapper {

    /** Provider id. */
    public static final String PROVIDER_ID = "aim-capabilities-mapper";

    private static final String DEFAULT_CLAIM = "capabilities";

    private static final List<ProviderConfigProperty> CONFIG = config();

    private static List<ProviderConfigProperty> config() {
        List<ProviderConfigProperty> config = new ArrayList<>();
        OIDCAttributeMapperHelper.addTokenClaimNameConfig(config);
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(config, CapabilitiesMapper.class);
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
        String claim = mapper.getConfig().getOrDefault(OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME, DEFAULT_CLAIM);
        List<String> live = agent.capabilities(Instant.ofEpochMilli(Time.currentTimeMillis()));
        AskedCapabilities asked = AskedCapabilities.of(token, context.getClientSession());
        token.getOtherClaims().put(claim, asked.narrow(live));
        asked.writeScope(token, live);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Agent capabilities";
    }

    @Override
    public String getHelpText() {
        return "Adds the capabilities that are granted to the agent that the client belongs to.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return CONFIG;
    }
}
