package io.aim.keycloak.services.mcp.verification;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Work in short transactions of its own. */
record InTransaction(KeycloakSessionFactory factory) {

    <T> T call(Function<KeycloakSession, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, work::apply);
    }

    /** Empty if the realm is gone, or the work says so. */
    <T> Optional<T> inRealm(String realmId, BiFunction<KeycloakSession, RealmModel, Optional<T>> work) {
        return call(session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return Optional.empty();
            }
            session.getContext().setRealm(realm);
            return work.apply(session, realm);
        });
    }
}
