package io.aim.keycloak.services.audit.writing;

import io.aim.keycloak.core.audit.AuditEvent;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponseException;

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
    public void write(AuditEvent event) {
        CompletableFuture<Void> durable = submit.apply(event);
        if (!session.getTransactionManager().isActive()) {
            require(durable);
            return;
        }
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                require(durable);
            }

            @Override
            protected void rollbackImpl() {
                // the event says what was tried; it stays
            }
        });
    }

    private void require(CompletableFuture<Void> durable) {
        if (!await.durable(durable)) {
            throw new ErrorResponseException(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Map.of(
                            "error",
                            "temporarily_unavailable",
                            "error_description",
                            "The audit trail cannot be written now; try again later"))
                    .build());
        }
    }

    @Override
    public void close() {
        // the writer belongs to the node
    }
}
