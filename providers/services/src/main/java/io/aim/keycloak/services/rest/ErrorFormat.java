package io.aim.keycloak.services.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.InvalidInputException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.services.ErrorResponseException;

/** How a root tells errors. */
public enum ErrorFormat {
    /** Keycloak's admin format with our code: {@code {"error", "errorMessage", "field"}}. */
    ADMIN("application/json") {
        @Override
        Object body(AimException e) {
            return new AdminError(e.code(), String.valueOf(e.getMessage()), e.field());
        }
    },
    /** Problem details, RFC 9457. */
    PROBLEM("application/problem+json") {
        @Override
        Object body(AimException e) {
            return new Problem(
                    "about:blank",
                    e.status().getReasonPhrase(),
                    e.status().getStatusCode(),
                    String.valueOf(e.getMessage()),
                    e.code(),
                    e.field());
        }
    };

    private final String mediaType;

    ErrorFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    abstract Object body(AimException e);

    /** Runs {@code action}; refusals become responses of this format and the transaction is rolled back. */
    public <T> T answer(Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidInputException e) {
            throw response(AimException.of(e));
        } catch (AimException e) {
            throw response(e);
        } catch (ModelDuplicateException e) {
            throw response(AimException.conflict(
                    "conflict", "Another request just took the same name, key or address in this realm", null));
        }
    }

    /** The refusal as a response of this format, to throw. */
    public ErrorResponseException response(AimException e) {
        Response.ResponseBuilder response =
                Response.status(e.status()).type(mediaType).entity(body(e));
        if (e.status() == Response.Status.UNAUTHORIZED) {
            response.header("WWW-Authenticate", "Bearer");
        }
        if (e.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, e.retryAfter());
        }
        return new ErrorResponseException(response.build());
    }

    /**
     * Error body of the admin root.
     *
     * @param error stable code
     * @param errorMessage sentence for people
     * @param field path of the field at fault, if one is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AdminError(
            String error, String errorMessage, @Nullable String field) {}

    /**
     * Problem details of the runtime root (RFC 9457) with our stable code.
     *
     * @param type always {@code about:blank}: the code says more
     * @param title the status in words
     * @param status HTTP status
     * @param detail sentence for people
     * @param code stable code
     * @param field path of the field at fault, if one is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(
            String type,
            String title,
            int status,
            String detail,
            String code,
            @Nullable String field) {}
}
