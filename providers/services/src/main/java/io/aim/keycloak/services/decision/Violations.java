package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.ViolationQuery;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads violations, for whichever root. Who may is the caller's business. */
record Violations(KeycloakSession session, RealmModel realm) {

    private static final MediaType CSV = MediaType.valueOf(ViolationCsv.TYPE);

    /** A page, or all of them as CSV: {@code format}, or else what the request accepts, says which. */
    Response list(ViolationParameters filters, @Nullable String agentId, @Nullable String format, PageParameters page) {
        ViolationQuery query = filters.query(agentId);
        if (isCsv(format)) {
            // the stream reads in transactions of its own; that of the request would end in the middle of a long one
            session.getTransactionManager().commit();
            return Response.ok(
                            new ViolationCsv(session.getKeycloakSessionFactory(), realm.getId(), query),
                            ViolationCsv.TYPE + ";charset=UTF-8")
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"violations.csv\"")
                    .build();
        }
        return Response.ok(
                        ViolationPageRepresentation.of(session.getProvider(DecisionProvider.class)
                                .violations(realm)
                                .search(query, DecisionCursor.position(page.after()), page.size())),
                        MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private boolean isCsv(@Nullable String format) {
        if (format == null || format.isBlank()) {
            return session.getContext().getHttpRequest().getHttpHeaders().getAcceptableMediaTypes().stream()
                    .findFirst()
                    .filter(type -> !type.isWildcardType() && CSV.isCompatible(type))
                    .isPresent();
        }
        return switch (format) {
            case "csv" -> true;
            case "json" -> false;
            default -> throw new InvalidInputException("format", "invalid_format", "format must be json or csv");
        };
    }
}
