package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.services.rest.TimeCursor;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpVerificationPage;
import io.aim.keycloak.spi.mcp.McpVerificationProvider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The verifications of an MCP server, for those who may see the server. */
@SecurityRequirement(name = "administrator")
@Tag(name = "MCP servers")
@Produces(MediaType.APPLICATION_JSON)
public class McpServerVerificationsResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final McpServerModel server;

    public McpServerVerificationsResource(KeycloakSession session, RealmModel realm, McpServerModel server) {
        this.session = session;
        this.realm = realm;
        this.server = server;
    }

    @GET
    @NoCache
    @Operation(operationId = "listMcpVerifications", summary = "List the MCP server's verifications, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of verifications",
            content = @Content(schema = @Schema(implementation = McpVerificationPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "invalid_cursor or out_of_range")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    public Response list(@BeanParam PageParameters paging) {
        return ErrorFormat.ADMIN.answer(() -> {
            TimeCursor after = TimeCursor.parse(paging.after());
            McpVerificationPage page = session.getProvider(McpVerificationProvider.class)
                    .list(
                            realm,
                            server.getId(),
                            after == null ? null : after.time(),
                            after == null ? null : after.id(),
                            paging.size());
            return Response.ok(McpVerificationPageRepresentation.of(page)).build();
        });
    }

    @GET
    @Path("{verificationId}")
    @NoCache
    @Operation(operationId = "getMcpVerification", summary = "Get a verification")
    @APIResponse(
            responseCode = "200",
            description = "The verification",
            content = @Content(schema = @Schema(implementation = McpVerificationRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such verification of this MCP server")
    public Response get(@PathParam("verificationId") String verificationId) {
        return ErrorFormat.ADMIN.answer(() -> Response.ok(session.getProvider(McpVerificationProvider.class)
                        .get(realm, server.getId(), verificationId)
                        .map(McpVerificationRepresentation::of)
                        .orElseThrow(() -> AimException.notFound("No such verification of this MCP server")))
                .build());
    }
}
