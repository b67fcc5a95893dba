package io.aim.keycloak.services.rest.ratelimit;

import io.aim.keycloak.services.rest.AimException;
import java.util.OptionalInt;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/** Counts requests against the limits of a realm. */
public interface RateLimitProvider extends Provider {

    /**
     * Counts a request.
     *
     * @return empty if it is within the limit, else the seconds after which the next one is, at least 1
     */
    OptionalInt exceeded(RealmModel realm, RateLimit limit, String subject);

    /**
     * Counts a request of the session's realm.
     *
     * @throws AimException 429 if it is one too many
     */
    static void require(KeycloakSession session, RateLimit limit, String subject) {
        session.getProvider(RateLimitProvider.class)
                .exceeded(session.getContext().getRealm(), limit, subject)
                .ifPresent(seconds -> {
                    throw AimException.tooMany(
                            "rate_limited", "Too many requests: try again in " + seconds + " s", seconds);
                });
    }

    /**
     * Counts a request that has no accepted credential.
     *
     * @throws AimException 429 if its address sent one too many of them
     */
    static void requireOfAddress(KeycloakSession session) {
        require(
                session,
                RateLimit.ADDRESS,
                String.valueOf(session.getContext().getConnection().getRemoteHost()));
    }
}
