package io.aim.keycloak.services.key;

import io.aim.keycloak.core.Sha256;
import io.aim.keycloak.core.assertion.ReplayGuard;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Single use of ids in the cluster's single-use store. The id is hashed: the store gives keys with certain endings a
 * meaning of their own.
 *
 * @param purpose what the ids are for; the same id may be used once for each
 * @param signerId who the ids are from, within the realm
 */
public record SingleUseGuard(KeycloakSession session, String purpose, RealmModel realm, String signerId)
        implements ReplayGuard {

    @Override
    public boolean firstUse(String jti, long lifespanSeconds) {
        String key = "aim:" + purpose + ":" + realm.getId() + ":" + signerId + ":" + Sha256.base64Url(jti);
        return session.singleUseObjects().putIfAbsent(key, lifespanSeconds);
    }
}
