package io.aim.keycloak.services.capability;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.capability.CapabilityRules;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.util.JsonSerialization;

/**
 * The capabilities that a token was asked for: by {@code authorization_details} (RFC 9396) of our type, or by
 * {@code scope} where the realm has client scopes of their names. The scope of such a token begins its list of them with
 * a marker, so that introspection, which knows no more than the scope, says the same as the token.
 */
public final class AskedCapabilities {

    /** Value of {@code type} of an authorization detail; its {@code actions} are names of capabilities. */
    static final String DETAIL_TYPE = "aim_capability";

    private static final String MARKER = "aim_capabilities";
    private static final String SPACE = " ";

    private final @Nullable Set<String> names;

    private AskedCapabilities(@Nullable Set<String> names) {
        this.names = names;
    }

    /** What was asked of the token that is being made, or of the token that is being introspected. */
    public static AskedCapabilities of(IDToken token, AuthenticatedClientSessionModel client) {
        Set<String> marked = scopes(token instanceof AccessToken access ? access.getScope() : null);
        if (marked.contains(MARKER)) {
            return new AskedCapabilities(capabilitiesIn(marked));
        }
        Set<String> byScope = capabilitiesIn(scopes(client.getNote(OIDCLoginProtocol.SCOPE_PARAM)));
        Set<String> byDetails = detailed(client.getNote(OAuth2Constants.AUTHORIZATION_DETAILS));
        if (byDetails == null) {
            return new AskedCapabilities(byScope.isEmpty() ? null : byScope);
        }
        byScope.addAll(byDetails);
        return new AskedCapabilities(byScope);
    }

    /** Null if none of the details is ours; what cannot be read asks for nothing, so that it gets nothing. */
    private static @Nullable Set<String> detailed(@Nullable String details) {
        if (details == null) {
            return null;
        }
        Set<String> asked = new TreeSet<>();
        boolean ours = false;
        try {
            JsonNode list = JsonSerialization.mapper.readTree(details);
            if (!list.isArray()) {
                return asked;
            }
            for (JsonNode detail : list) {
                if (DETAIL_TYPE.equals(detail.path("type").asText())) {
                    ours = true;
                    detail.path("actions").forEach(action -> asked.add(action.asText()));
                }
            }
            return ours ? asked : null;
        } catch (IOException e) {
            return asked;
        }
    }

    private static Set<String> scopes(@Nullable String scope) {
        return scope == null ? Set.of() : Stream.of(scope.split(SPACE, -1)).collect(Collectors.toSet());
    }

    private static Set<String> capabilitiesIn(Collection<String> scopes) {
        return scopes.stream().filter(CapabilityRules::isName).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that were asked for; all if nothing was asked. */
    public List<String> narrow(List<String> live) {
        return names == null ? live : live.stream().filter(names::contains).toList();
    }

    /** Names in the token's scope what the token is narrowed to. */
    public void writeScope(IDToken token, List<String> live) {
        if (names != null && token instanceof AccessToken access) {
            String scope = access.getScope();
            Stream<String> before = scope == null || scope.isBlank() ? Stream.of() : Stream.of(scope.split(SPACE, -1));
            access.setScope(Stream.of(before, Stream.of(MARKER), narrow(live).stream())
                    .flatMap(words -> words)
                    .distinct()
                    .collect(Collectors.joining(SPACE)));
        }
    }
}
