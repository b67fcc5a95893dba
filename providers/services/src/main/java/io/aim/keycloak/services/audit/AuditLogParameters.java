package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.spi.audit.AuditQuery;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Filters of the audit trail, as sent. */
public final class AuditLogParameters {

    @QueryParam("actor")
    @Parameter(description = "Id of who acted, or a username")
    @Nullable
    String actor;

    @QueryParam("actorKind")
    @Parameter(description = "user, agent, api_key, system or anonymous")
    @Nullable
    String actorKind;

    @QueryParam("category")
    @Parameter(description = "authentication, administration or decision")
    @Nullable
    String category;

    @QueryParam("action")
    @Parameter(description = "Code of an action, or its beginning up to a dot: agent.key finds agent.key.proven")
    @Nullable
    String action;

    @QueryParam("target")
    @Parameter(description = "Id of what was acted upon")
    @Nullable
    String target;

    @QueryParam("targetKind")
    @Parameter(description = "agent, user, client, role, realm, audit")
    @Nullable
    String targetKind;

    @QueryParam("result")
    @Parameter(description = "success, denied or failure")
    @Nullable
    String result;

    @QueryParam("reason")
    @Parameter(description = "Reason code of a result that is no success")
    @Nullable
    String reason;

    @QueryParam("correlationId")
    @Parameter(description = "Token id, assertion id or request id")
    @Nullable
    String correlationId;

    @QueryParam("from")
    @Parameter(description = "Earliest time, inclusive", schema = @Schema(format = "date-time"))
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Latest time, exclusive", schema = @Schema(format = "date-time"))
    @Nullable
    String to;

    /** The search; of one agent if {@code agentId} is given. */
    AuditQuery query(KeycloakSession session, RealmModel realm, @Nullable String agentId) {
        return query(
                username -> {
                    UserModel user = session.users().getUserByUsername(realm, username);
                    return user == null ? null : user.getId();
                },
                agentId);
    }

    /** The search, with a way to find the id of a user by username. */
    AuditQuery query(Function<String, @Nullable String> userId, @Nullable String agentId) {
        Instant begin = time("from", from);
        Instant end = time("to", to);
        if (begin != null && end != null && !begin.isBefore(end)) {
            throw new InvalidInputException("to", "invalid_range", "to must be after from");
        }
        return new AuditQuery(
                code("actorKind", actorKind, AuditActorKind.values(), AuditActorKind::code, AuditActorKind::fromCode),
                actorId(userId),
                agentId,
                code("category", category, AuditCategory.values(), AuditCategory::code, AuditCategory::fromCode),
                actionPrefix(),
                text("targetKind", targetKind),
                text("target", target),
                code("result", result, AuditResult.values(), AuditResult::code, AuditResult::fromCode),
                text("reason", reason),
                text("correlationId", correlationId),
                begin,
                end);
    }

    private @Nullable String actorId(Function<String, @Nullable String> userId) {
        String text = text("actor", actor);
        String id = text == null ? null : userId.apply(text);
        return id == null ? text : id;
    }

    private @Nullable String actionPrefix() {
        String text = text("action", action);
        if (text == null
                || Stream.of(AuditAction.values())
                        .anyMatch(known ->
                                known.code().equals(text) || known.code().startsWith(text + "."))) {
            return text;
        }
        throw new InvalidInputException(
                "action", "unknown_action", "action must be a code of the catalogue, or its beginning up to a dot");
    }

    private static @Nullable String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (!AgentRules.isLookupKey(value)) {
            throw new InvalidInputException(
                    field,
                    "invalid_characters",
                    field + " may have at most " + AgentRules.LOOKUP_KEY_MAX + " characters and no control characters");
        }
        return value;
    }

    private static <T> @Nullable T code(
            String field,
            @Nullable String value,
            T[] values,
            Function<T, String> code,
            Function<String, Optional<T>> fromCode) {
        if (value == null || value.isBlank()) {
            return null;
        }
        return fromCode.apply(value)
                .orElseThrow(() -> new InvalidInputException(
                        field,
                        "invalid_" + field.toLowerCase(Locale.ROOT),
                        field + " must be one of " + Stream.of(values).map(code).collect(Collectors.joining(", "))));
    }

    private static @Nullable Instant time(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            // the database counts milliseconds: what does not fit is no time
            return Instant.ofEpochMilli(OffsetDateTime.parse(value).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidInputException(
                    field,
                    "invalid_time",
                    field + " must be a time like 2026-11-22T06:30:00Z (ISO 8601 with an offset)");
        }
    }
}
