package io.aim.keycloak.services.rest;

import java.util.function.Supplier;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Keycloak swallows what an event listener throws; a refusal has to be thrown where the transaction is about to commit. */
public final class CommitRefusal {

    private CommitRefusal() {}

    /** Makes the session's transaction fail with that exception, and so roll back. */
    public static void refuse(KeycloakSession session, Supplier<? extends RuntimeException> refusal) {
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                throw refusal.get();
            }

            @Override
            protected void rollbackImpl() {
                // refused already
            }
        });
    }
}
