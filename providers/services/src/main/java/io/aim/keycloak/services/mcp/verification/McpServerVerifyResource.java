package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.core.mcp.VerificationMethod;
import io.aim.keycloak.core.mcp.VerificationState;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpVerification;
import io.aim.keycloak.spi.mcp.McpVerificationProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.urls.UrlType;

/** Asks for the verification of an MCP server. */
@SecurityRequirement(name = "administrator")
@Tag(name = "MCP servers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class McpServerVerifyResource {

    private static final String METHOD = "method";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final McpServerModel server;
    private final @Nullable ClientModel client;

    public McpServerVerifyResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            McpServerModel server,
            @Nullable ClientModel client) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.server = server;
        this.client = client;
    }

    @POST
    @Operation(
            operationId = "verifyMcpServer",
            summary = "Find out whether the MCP server's key is its own",
            description = "A pending server that has an owner is verified if it succeeds. While one verification of a"
                    + " server runs, that one is the answer.")
    @RequestBody(content = @Content(schema = @Schema(implementation = McpVerificationRequestRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Over, for those who wait",
            content = @Content(schema = @Schema(implementation = McpVerificationRepresentation.class)))
    @APIResponse(
            responseCode = "202",
            description = "Under way; Location is its address",
            content = @Content(schema = @Schema(implementation = McpVerificationRepresentation.class)))
    @APIResponse(responseCode = "400", description = "invalid_method")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    @APIResponse(responseCode = "409", description = "key_missing or mcp_server_revoked")
    public Response verify(
            @Parameter(description = "Wait for the result, up to 15 seconds") @QueryParam("wait") @DefaultValue("false")
                    boolean wait,
            @Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            McpVerification verification = request(method(body));
            McpVerificationRepresentation requested = McpVerificationRepresentation.of(verification);
            URI location = session.getContext()
                    .getUri()
                    .getAbsolutePathBuilder()
                    .path("../verifications/" + verification.id())
                    .replaceQuery(null)
                    .build()
                    .normalize();
            adminEvent
                    .operation(OperationType.ACTION)
                    .resourcePath(session.getContext().getUri())
                    .representation(requested)
                    .success();
            String realmId = realm.getId();
            McpVerifierProvider verifier = session.getProvider(McpVerifierProvider.class);
            // The worker sees what is committed, and nobody waits with a transaction open.
            session.getTransactionManager().commit();
            verifier.wake();
            McpVerification seen = wait ? verifier.await(realmId, verification) : verification;
            return Response.status(
                            seen.state() == VerificationState.RUNNING ? Response.Status.ACCEPTED : Response.Status.OK)
                    .header(HttpHeaders.LOCATION, location)
                    .entity(McpVerificationRepresentation.of(seen))
                    .build();
        });
    }

    private VerificationMethod method(@Nullable String body) {
        String method = JsonBody.parse(body, METHOD).text(METHOD);
        if (method == null) {
            VerificationMethod last = server.getVerification().method();
            return last == null ? VerificationMethod.CHALLENGE : last;
        }
        return VerificationMethod.fromCode(method)
                .orElseThrow(() -> new InvalidInputException(
                        METHOD, "invalid_method", "method must be challenge, dns or well_known"));
    }

    private McpVerification request(VerificationMethod method) {
        if (server.getStatus() == McpServerStatus.REVOKED) {
            throw AimException.conflict("mcp_server_revoked", "The MCP server is revoked", null);
        }
        if (server.getKey() == null) {
            throw AimException.conflict("key_missing", "The MCP server has no public key", "publicKey");
        }
        String issuer =
                Urls.realmIssuer(session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName());
        return session.getProvider(McpVerificationProvider.class)
                .request(
                        realm,
                        server.getId(),
                        method,
                        issuer,
                        new AuditTrail(session, realm).caller().id(),
                        Instant.ofEpochMilli(Time.currentTimeMillis()));
    }
}
