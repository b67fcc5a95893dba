package io.aim.keycloak.services.key;

import io.aim.keycloak.core.assertion.AssertionPolicy;
import io.aim.keycloak.services.rest.RealmNumber;
import java.net.URI;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.services.Urls;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.urls.UrlType;

/** What a realm accepts of what agents sign: assertions at the token endpoint, statements of a rotation. */
public final class RealmAssertionSettings {

    /** How many seconds ahead {@code exp} may lie. */
    public static final RealmNumber MAX_LIFETIME =
            new RealmNumber("aim.assertion.max-lifetime", AssertionPolicy.DEFAULT_MAX_LIFETIME_SECONDS, 30, 600);
    /** Tolerated clock difference in seconds. */
    public static final RealmNumber CLOCK_SKEW =
            new RealmNumber("aim.assertion.clock-skew", AssertionPolicy.DEFAULT_CLOCK_SKEW_SECONDS, 0, 60);

    private RealmAssertionSettings() {}

    /**
     * The realm's policy.
     *
     * @param legacyAudience whether the token endpoint's URL is worth working out: only few agents may use it
     */
    public static AssertionPolicy policy(KeycloakSession session, RealmModel realm, boolean legacyAudience) {
        URI frontend = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
        return new AssertionPolicy(
                Urls.realmIssuer(frontend, realm.getName()),
                legacyAudience ? Set.of(tokenEndpoint(session, realm)) : Set.of(),
                MAX_LIFETIME.of(realm),
                CLOCK_SKEW.of(realm));
    }

    private static String tokenEndpoint(KeycloakSession session, RealmModel realm) {
        return RealmsResource.protocolUrl(session.getContext().getUri(UrlType.BACKEND))
                .path(OIDCLoginProtocolService.class, "token")
                .build(realm.getName(), OIDCLoginProtocol.LOGIN_PROTOCOL)
                .toString();
    }
}
