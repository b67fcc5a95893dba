package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.ratelimit.RateLimitProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.Urls;

/** Where the OpenID AuthZEN Authorization API 1.0 of the realm is. */
@SecurityRequirements
@Tag(name = "Decisions")
@Produces(MediaType.APPLICATION_JSON)
public class AccessMetadataResource {

    private final KeycloakSession session;

    public AccessMetadataResource(KeycloakSession session) {
        this.session = session;
    }

    @GET
    @Operation(operationId = "getAuthZenConfiguration", summary = "Metadata of the policy decision point (AuthZEN)")
    @APIResponse(
            responseCode = "200",
            description = "The metadata",
            content = @Content(schema = @Schema(implementation = Metadata.class)))
    public Response get() {
        return ErrorFormat.PROBLEM.answer(() -> {
            RateLimitProvider.requireOfAddress(session);
            String point = Urls.realmIssuer(
                            session.getContext().getUri().getBaseUri(),
                            session.getContext().getRealm().getName())
                    + "/aim/v1";
            return Response.ok(new Metadata(point, point + "/access/v1/evaluation", point + "/access/v1/evaluations"))
                    .build();
        });
    }

    /** Addresses. */
    @Schema(name = "AuthZenConfiguration")
    public record Metadata(
            @JsonProperty("policy_decision_point") String policyDecisionPoint,
            @JsonProperty("access_evaluation_endpoint") String accessEvaluationEndpoint,
            @JsonProperty("access_evaluations_endpoint") String accessEvaluationsEndpoint) {}
}
