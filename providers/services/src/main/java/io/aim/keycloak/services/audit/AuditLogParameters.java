package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.spi.audit.AuditQuery;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
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

    /** An id is never taken for a username: a user could be named like somebody's id. */
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

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
        Instant begin = AuditFields.time("from", from);
        Instant end = AuditFields.time("to", to);
        AuditFields.requireOrder(begin, end);
        return new AuditQuery(
                code("actorKind", actorKind, AuditActorKind.values(), AuditActorKind::code, AuditActorKind::fromCode),
                actorId(userId),
                agentId,
                code("category", category, AuditCategory.values(), AuditCategory::code, AuditCategory::fromCode),
                AuditFields.action(action),
                AuditFields.id("targetKind", targetKind),
                AuditFields.id("target", target),
                code("result", result, AuditResult.values(), AuditResult::code, AuditResult::fromCode),
                AuditFields.id("reason", reason),
                AuditFields.id("correlationId", correlationId),
                begin,
                end);
    }

    private @Nullable String actorId(Function<String, @Nullable String> userId) {
        String text = AuditFields.id("actor", actor);
        String id = text == null || UUID_TEXT.matcher(text).matches() ? null : userId.apply(text);
        return id == null ? text : id;
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
}
