package io.aim.keycloak.services.realm.setup;

import io.aim.keycloak.services.agent.AgentIdentityMapper;
import io.aim.keycloak.services.agent.BackingClient;
import io.aim.keycloak.services.agent.CapabilitiesMapper;
import io.aim.keycloak.services.trust.TrustScoreMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** The client scope {@code aim} with the mappers that tell a token's reader which agent it belongs to. */
final class ClientScopeStep implements SetupStep {

    private static final String SCOPE = BackingClient.CLAIMS_SCOPE;

    private static final String ITEM = "client-scope";

    private static List<ProtocolMapperModel> mappers() {
        return List.of(
                AgentIdentityMapper.create("agent identity"),
                CapabilitiesMapper.create("agent capabilities"),
                TrustScoreMapper.create("agent trust score"));
    }

    /** The client scope of the realm, or null before set-up. */
    private static @Nullable ClientScopeModel find(RealmModel realm) {
        return KeycloakModelUtils.getClientScopeByName(realm, SCOPE);
    }

    @Override
    public SetupItem check(KeycloakSession session, RealmModel realm) {
        ClientScopeModel scope = find(realm);
        if (scope == null) {
            return SetupItem.of(ITEM, SetupItem.Status.MISSING, "client scope " + SCOPE);
        }
        if (!OIDCLoginProtocol.LOGIN_PROTOCOL.equals(scope.getProtocol())) {
            return SetupItem.of(
                    ITEM,
                    SetupItem.Status.CONFLICT,
                    "a client scope named " + SCOPE + " exists for protocol " + scope.getProtocol() + ": rename it");
        }
        List<String> missing = missing(scope).stream()
                .map(ProtocolMapperModel::getProtocolMapper)
                .toList();
        return missing.isEmpty()
                ? SetupItem.of(ITEM, SetupItem.Status.PRESENT, "client scope " + SCOPE + " with its mappers exists")
                : SetupItem.of(ITEM, SetupItem.Status.MISSING, "mappers " + String.join(", ", missing));
    }

    /** A mapper counts by its type, whatever it is called: operators may rename and reconfigure it. */
    private static List<ProtocolMapperModel> missing(ClientScopeModel scope) {
        List<String> present = scope.getProtocolMappersStream()
                .map(ProtocolMapperModel::getProtocolMapper)
                .toList();
        return mappers().stream()
                .filter(mapper -> !present.contains(mapper.getProtocolMapper()))
                .toList();
    }

    @Override
    public List<SetupChange> apply(KeycloakSession session, RealmModel realm) {
        List<SetupChange> changes = new ArrayList<>();
        ClientScopeModel scope = find(realm);
        if (scope == null) {
            scope = realm.addClientScope(SCOPE);
            scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
            scope.setDescription("Identity, capabilities and trust score of AI agents");
            scope.setDisplayOnConsentScreen(false);
            scope.setIncludeInTokenScope(false);
            changes.add(new SetupChange(ITEM, "created", "client scope " + SCOPE));
        }
        if (OIDCLoginProtocol.LOGIN_PROTOCOL.equals(scope.getProtocol())) {
            for (ProtocolMapperModel mapper : missing(scope)) {
                scope.addProtocolMapper(mapper);
                changes.add(new SetupChange(ITEM, "added", "mapper " + mapper.getProtocolMapper()));
            }
        }
        return changes;
    }
}
