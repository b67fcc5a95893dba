package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** The OpenID AuthZEN Authorization API 1.0, for gateways. Decides and records as {@code verify-action} does. */
@Tag(name = "Decisions")
@SecurityRequirement(name = "apiKey")
@SecurityRequirement(name = "agent")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccessRuntimeResource {

    private static final String REQUEST_ID = "X-Request-ID";
    private static final Pattern REQUEST_ID_TEXT = Pattern.compile("[!-~]{1,128}");
    private static final String FORBIDDEN =
            "insufficient_scope (decisions:write) or insufficient_power of an API key; or not an agent's own token";

    private final KeycloakSession session;
    private final DecisionAgents agents;

    public AccessRuntimeResource(KeycloakSession session, DecisionAgents agents) {
        this.session = session;
        this.agents = agents;
    }

    @POST
    @Path("evaluation")
    @Operation(
            operationId = "evaluateAccess",
            summary = "Whether an agent may act now (AuthZEN)",
            description = "An agent is {type: agent, id}; action.name is the name of a capability.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = AccessRequestRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Decided",
            content = @Content(schema = @Schema(implementation = AccessAnswerRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it. Nothing is recorded")
    @APIResponse(responseCode = "401", description = "No valid API key or token")
    @APIResponse(responseCode = "403", description = FORBIDDEN)
    @APIResponse(responseCode = "413", description = "too_large")
    public Response evaluation(@Nullable String body) {
        echoRequestId();
        return ErrorFormat.PROBLEM.answer(() -> {
            DecisionCaller caller = DecisionCaller.of(session, agents, "evaluateAccess");
            return Response.ok(new AccessEvaluations(session, agents, caller).one(object(body)))
                    .build();
        });
    }

    @POST
    @Path("evaluations")
    @Operation(
            operationId = "evaluateAccesses",
            summary = "Whether agents may act now, up to 100 at once (AuthZEN)",
            description =
                    "What the batch says stands for what its requests do not say. All is decided and recorded in one"
                            + " transaction.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = AccessBatchRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description =
                    "Decided, in the order of the requests; without evaluations the answer is that of one request",
            content = @Content(schema = @Schema(implementation = AccessAnswersRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it. Nothing is recorded")
    @APIResponse(responseCode = "401", description = "No valid API key or token")
    @APIResponse(responseCode = "403", description = FORBIDDEN)
    @APIResponse(responseCode = "413", description = "too_large")
    public Response evaluations(@Nullable String body) {
        echoRequestId();
        return ErrorFormat.PROBLEM.answer(() -> {
            DecisionCaller caller = DecisionCaller.of(session, agents, "evaluateAccesses");
            AccessEvaluations evaluations = new AccessEvaluations(session, agents, caller);
            ObjectNode json = object(body);
            JsonNode requests = json.get("evaluations");
            if (requests != null && !requests.isNull() && !requests.isArray()) {
                throw new InvalidInputException("evaluations", "invalid_type", "evaluations must be an array");
            }
            Object answer = requests instanceof ArrayNode array && !array.isEmpty()
                    ? new AccessAnswersRepresentation(evaluations.batch(json, array))
                    : evaluations.one(json);
            return Response.ok(answer).build();
        });
    }

    private static ObjectNode object(@Nullable String body) {
        return JsonBody.object(body == null ? "" : body);
    }

    /** With whatever answer, refusals included. */
    private void echoRequestId() {
        String id = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(REQUEST_ID);
        if (id != null && REQUEST_ID_TEXT.matcher(id).matches()) {
            session.getContext().getHttpResponse().setHeader(REQUEST_ID, id);
        }
    }
}
