package io.aim.keycloak.services.agent.mcp.adapter;

import io.aim.keycloak.services.agent.mcp.ResourceRefusal;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.RefreshToken;

/** The resource that a token is asked for. */
record AskedResource(KeycloakSession session, TokenPostProcessorContext context) {

    /** Whether this request, or the one that began it, names a resource; most name none. */
    boolean isNamed() {
        return original() != null || !sent().isEmpty();
    }

    /**
     * The resource, or null if none was ever named. A code and a refresh token are for what the authorization request named:
     * the token request may name the same, or nothing.
     *
     * @throws ResourceRefusal if the token request names another, or more than one
     */
    @Nullable
    String get() throws ResourceRefusal {
        List<String> sent = sent();
        if (sent.size() > 1) {
            throw new ResourceRefusal("resource_not_single", "A token is for one resource");
        }
        String now = sent.isEmpty() ? null : sent.get(0);
        if (!isContinuation()) {
            return now;
        }
        String original = original();
        if (now != null && !now.equals(original)) {
            throw new ResourceRefusal(
                    "resource_mismatch", "The resource must be the one that the authorization request named");
        }
        return original;
    }

    private @Nullable String grantType() {
        return context.clientSessionCtx().getAttribute(Constants.GRANT_TYPE, String.class);
    }

    private boolean isContinuation() {
        String grantType = grantType();
        return OAuth2Constants.AUTHORIZATION_CODE.equals(grantType) || OAuth2Constants.REFRESH_TOKEN.equals(grantType);
    }

    /** What the authorization request named, if this is about a code or a refresh token. */
    private @Nullable String original() {
        String grantType = grantType();
        if (OAuth2Constants.AUTHORIZATION_CODE.equals(grantType)) {
            return context.code() == null ? null : context.code().getResource();
        }
        RefreshToken earlier = context.requestRefreshToken();
        return earlier != null && OAuth2Constants.REFRESH_TOKEN.equals(grantType)
                ? (String) earlier.getOtherClaims().get(OAuth2Constants.RESOURCE)
                : null;
    }

    /** What this request names. Keycloak passes it on, except for a token exchange. */
    private List<String> sent() {
        String known = context.clientSessionCtx().getAttribute(OAuth2Constants.RESOURCE, String.class);
        if (known != null) {
            return List.of(known);
        }
        HttpRequest request = session.getContext().getHttpRequest();
        MultivaluedMap<String, String> form = request == null ? null : request.getDecodedFormParameters();
        List<String> named = form == null ? null : form.get(OAuth2Constants.RESOURCE);
        return named == null ? List.of() : named;
    }
}
