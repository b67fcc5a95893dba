package io.aim.keycloak.services.agent.authentication;

import io.aim.keycloak.core.assertion.ReplayGuard;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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
        String key = "aim:assertion:" + realm.getId() + ":" + client.getId() + ":" + hash(jti);
        return session.singleUseObjects().putIfAbsent(key, lifespanSeconds);
    }

    private static String hash(String jti) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(jti.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
