package io.aim.keycloak.services.key;

import io.aim.keycloak.core.Sha256;
import io.aim.keycloak.core.assertion.ReplayGuard;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Single use of the ids of rotation proofs in the cluster's single-use store; apart from those of client assertions. */
record SingleUseProofGuard(KeycloakSession session, RealmModel realm, String agentId) implements ReplayGuard {

    @Override
    public boolean firstUse(String jti, long lifespanSeconds) {
        String key = "aim:key-rotation:" + realm.getId() + ":" + agentId + ":" + Sha256.base64Url(jti);
        return session.singleUseObjects().putIfAbsent(key, lifespanSeconds);
    }
}
