package io.aim.keycloak.services.audit;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * Where a request came from.
 *
 * @param sourceIp address as Keycloak sees it, proxies that it trusts taken into account; null outside of requests
 * @param userAgent the User-Agent header
 */
public record RequestOrigin(
        @Nullable String sourceIp, @Nullable String userAgent) {

    /** The origin of the session's request. */
    public static RequestOrigin of(KeycloakSession session) {
        try {
            HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
            return new RequestOrigin(
                    session.getContext().getConnection().getRemoteHost(),
                    headers.getHeaderString(HttpHeaders.USER_AGENT));
        } catch (ContextNotActiveException noRequest) {
            return new RequestOrigin(null, null);
        }
    }
}
