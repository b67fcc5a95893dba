package io.aim.keycloak.services.audit.writing;

import io.aim.keycloak.core.audit.AuditEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Lets the session's commit wait for the batch that holds its events. */
record GroupCommitAuditWriterProvider(
        KeycloakSession session, Function<AuditEvent, CompletableFuture<Void>> submit, Await await)
        implements AuditWriterProvider {

    /** Waits for an event; false if it is not durable. */
    @FunctionalInterface
    interface Await {
        boolean durable(CompletableFuture<Void> event);
    }

    @Override
    public void write(AuditEvent event, Runnable refused) {
        CompletableFuture<Void> durable = submit.apply(event);
        if (!session.getTransactionManager().isActive()) {
            require(durable, refused);
            return;
        }
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                require(durable, refused);
            }

            @Override
            protected void rollbackImpl() {
                // the event says what was tried; it stays
            }
        });
    }

    private void require(CompletableFuture<Void> durable, Runnable refused) {
        if (!await.durable(durable)) {
            refused.run();
            throw new AuditUnavailableException();
        }
    }

    @Override
    public void close() {
        // the writer belongs to the node
    }
}
