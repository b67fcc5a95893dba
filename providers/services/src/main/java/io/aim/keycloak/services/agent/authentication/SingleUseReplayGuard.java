package io.aim.keycloak.services.agent.authentication;

import io.aim.keycloak.core.Sha256;
import io.aim.keycloak.core.assertion.ReplayGuard;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Single use of assertion ids in the cluster's single-use store. The id is hashed: the store gives keys with certain
 * endings a meaning of their own.
 */
record SingleUseReplayGuard(KeycloakSession session, RealmModel realm, ClientModel client) implements ReplayGuard {

    @Override
    public boolean firstUse(String jti, long lifespanSeconds) {
        String key = "aim:assertion:" + realm.getId() + ":" + client.getId() + ":" + Sha256.base64Url(jti);
        return session.singleUseObjects().putIfAbsent(key, lifespanSeconds);
    }
}
