package io.aim.keycloak.services.rest;

import io.aim.keycloak.core.InvalidInputException;
import jakarta.ws.rs.core.Response;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A refusal that a caller can act upon; each root renders it in its own format. */
public final class AimException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Response.Status status;
    private final String code;
    private final @Nullable String field;
    private final @Nullable Integer retryAfter;

    private AimException(Response.Status status, String code, String message, @Nullable String field) {
        this(status, code, message, field, null);
    }

    private AimException(
            Response.Status status, String code, String message, @Nullable String field, @Nullable Integer retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    /** The request contradicts the state of things: 409. */
    public static AimException conflict(String code, String message, @Nullable String field) {
        return new AimException(Response.Status.CONFLICT, code, message, field);
    }

    /** Nobody set the realm up for agents: 409. */
    public static AimException realmNotReady() {
        return conflict(
                "realm_not_ready", "The realm is not agent-ready: POST /admin/realms/{realm}/aim/setup first", null);
    }

    /** There is no such thing in this realm: 404. */
    public static AimException notFound(String message) {
        return new AimException(Response.Status.NOT_FOUND, "not_found", message, null);
    }

    /** Nobody is authenticated: 401. */
    public static AimException unauthorized() {
        return new AimException(
                Response.Status.UNAUTHORIZED, "unauthorized", "A valid bearer token of this realm is required", null);
    }

    /** The credential is not accepted: 401. */
    public static AimException unauthorized(String code, String message) {
        return new AimException(Response.Status.UNAUTHORIZED, code, message, null);
    }

    /** The caller is known but may not do this: 403. */
    public static AimException forbidden(String code, String message) {
        return new AimException(Response.Status.FORBIDDEN, code, message, null);
    }

    /** The body is too large: 413. */
    public static AimException tooLarge(String message) {
        return new AimException(Response.Status.REQUEST_ENTITY_TOO_LARGE, "too_large", message, null);
    }

    /** Something that the answer needs is out of reach: 503. */
    public static AimException unavailable(String message) {
        return new AimException(Response.Status.SERVICE_UNAVAILABLE, "temporarily_unavailable", message, null);
    }

    /** Too much of it at a time: 429, to try again after so many seconds. */
    public static AimException tooMany(String code, String message, int retryAfter) {
        return new AimException(Response.Status.TOO_MANY_REQUESTS, code, message, null, retryAfter);
    }

    static AimException of(InvalidInputException e) {
        return new AimException(Response.Status.BAD_REQUEST, e.code(), String.valueOf(e.getMessage()), e.field());
    }

    /** HTTP status. */
    public Response.Status status() {
        return status;
    }

    /** Stable code. */
    public String code() {
        return code;
    }

    /** The field at fault, or null. */
    public @Nullable String field() {
        return field;
    }

    /** Seconds after which another try may succeed, or null. */
    public @Nullable Integer retryAfter() {
        return retryAfter;
    }
}
