package io.aim.keycloak.services.audit.writing;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.services.ErrorResponseException;

/** What cannot be recorded is not done: 503 {@code temporarily_unavailable}. */
public final class AuditUnavailableException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public AuditUnavailableException() {
        super(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of(
                        "error",
                        "temporarily_unavailable",
                        "error_description",
                        "The audit trail cannot be written now; try again later"))
                .build());
    }
}
