package io.aim.keycloak.services.agent.authentication;

import io.aim.keycloak.core.assertion.AssertionPolicy;
import java.net.URI;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.services.Urls;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.urls.UrlType;

/** What a realm accepts of assertions; numbers come from realm attributes and are clamped to safe bounds. */
public final class RealmAssertionSettings {

    /** Realm attribute: how many seconds ahead {@code exp} may lie; 30 to 600, default 300. */
    public static final String MAX_LIFETIME = "aim.assertion.max-lifetime";
    /** Realm attribute: tolerated clock difference in seconds; 0 to 60, default 15. */
    public static final String CLOCK_SKEW = "aim.assertion.clock-skew";

    private RealmAssertionSettings() {}

    /**
     * The realm's policy.
     *
     * @param legacyAudience whether the token endpoint's URL is worth working out: only few agents may use it
     */
    static AssertionPolicy policy(KeycloakSession session, RealmModel realm, boolean legacyAudience) {
        URI frontend = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
        return new AssertionPolicy(
                Urls.realmIssuer(frontend, realm.getName()),
                legacyAudience ? Set.of(tokenEndpoint(session, realm)) : Set.of(),
                clamp(realm.getAttribute(MAX_LIFETIME, AssertionPolicy.DEFAULT_MAX_LIFETIME_SECONDS), 30, 600),
                clamp(realm.getAttribute(CLOCK_SKEW, AssertionPolicy.DEFAULT_CLOCK_SKEW_SECONDS), 0, 60));
    }

    private static String tokenEndpoint(KeycloakSession session, RealmModel realm) {
        return RealmsResource.protocolUrl(session.getContext().getUri(UrlType.BACKEND))
                .path(OIDCLoginProtocolService.class, "token")
                .build(realm.getName(), OIDCLoginProtocol.LOGIN_PROTOCOL)
                .toString();
    }

    private static int clamp(int value, int min, int max) {
        return Math.max(min, Math.min(max, value));
    }
}
