package io.aim.keycloak.services.realm.setup;

import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** One thing that an agent-ready realm has. Steps add; they never overwrite or remove what an operator made. */
interface SetupStep {

    /** How the realm stands. */
    SetupItem check(KeycloakSession session, RealmModel realm);

    /** Whether agents can neither be registered nor authenticate without it. */
    default boolean neededByAgents() {
        return true;
    }

    /** Adds what is missing and says what was done; empty when nothing was missing or a conflict forbids it. */
    List<SetupChange> apply(KeycloakSession session, RealmModel realm);
}
