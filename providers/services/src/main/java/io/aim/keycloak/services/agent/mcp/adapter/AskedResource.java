package io.aim.keycloak.services.agent.mcp.adapter;

import io.aim.keycloak.services.agent.mcp.ResourceRefusal;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.RefreshToken;

/** The resource that a token is asked for. */
record AskedResource(KeycloakSession session, TokenPostProcessorContext context) {

    /**
     * The resource, or null if none was ever named. A code and a refresh token are for what the authorization request named:
     * the token request may name the same, or nothing.
     *
     * @throws ResourceRefusal if the token request names another, or more than one
     */
    @Nullable
    String get() throws ResourceRefusal {
        String grantType = context.clientSessionCtx().getAttribute(Constants.GRANT_TYPE, String.class);
        String now = now();
        if (OAuth2Constants.AUTHORIZATION_CODE.equals(grantType)) {
            return same(context.code() == null ? null : context.code().getResource(), now);
        }
        if (OAuth2Constants.REFRESH_TOKEN.equals(grantType)) {
            return same(earlier(context.requestRefreshToken()), now);
        }
        return now;
    }

    private static @Nullable String earlier(@Nullable RefreshToken refreshToken) {
        return refreshToken == null
                ? null
                : (String) refreshToken.getOtherClaims().get(OAuth2Constants.RESOURCE);
    }

    private static @Nullable String same(@Nullable String original, @Nullable String now) throws ResourceRefusal {
        if (now != null && !Objects.equals(original, now)) {
            throw new ResourceRefusal(
                    "resource_mismatch", "The resource must be the one that the authorization request named");
        }
        return original;
    }

    private @Nullable String now() throws ResourceRefusal {
        String known = context.clientSessionCtx().getAttribute(OAuth2Constants.RESOURCE, String.class);
        return known != null ? known : inForm();
    }

    /** Keycloak does not pass on what a token exchange asks for. */
    private @Nullable String inForm() throws ResourceRefusal {
        HttpRequest request = session.getContext().getHttpRequest();
        MultivaluedMap<String, String> form = request == null ? null : request.getDecodedFormParameters();
        List<String> sent = form == null ? null : form.get(OAuth2Constants.RESOURCE);
        if (sent == null || sent.isEmpty()) {
            return null;
        }
        if (sent.size() > 1) {
            throw new ResourceRefusal("resource_not_single", "A token is for one resource");
        }
        return sent.get(0);
    }
}
