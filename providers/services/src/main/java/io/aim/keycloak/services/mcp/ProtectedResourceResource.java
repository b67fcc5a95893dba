package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.ratelimit.RateLimitProvider;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.services.cors.Cors;

/** What an MCP client has to know to get a token for a server: the metadata that the server would have to write itself. */
@SecurityRequirements
@Tag(name = "MCP server runtime")
public class ProtectedResourceResource {

    private static final int MAX_AGE_SECONDS = 60;

    private final KeycloakSession session;
    private final String serverId;

    ProtectedResourceResource(KeycloakSession session, String serverId) {
        this.session = session;
        this.serverId = serverId;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getProtectedResource",
            summary = "Protected resource metadata of an MCP server (RFC 9728)",
            description = "Public. The server answers its clients with this document, or names its address as"
                    + " resource_metadata in WWW-Authenticate. May be cached for a minute.")
    @APIResponse(
            responseCode = "200",
            description = "The metadata",
            content = @Content(schema = @Schema(implementation = ProtectedResourceRepresentation.class)))
    @APIResponse(responseCode = "404", description = "No such MCP server, or it is not verified")
    @APIResponse(responseCode = "429", description = "rate_limited; Retry-After")
    public Response metadata() {
        return ErrorFormat.PROBLEM.answer(() -> {
            RateLimitProvider.requireOfAddress(session);
            RealmModel realm = session.getContext().getRealm();
            McpServerModel server = session.getProvider(McpServerProvider.class)
                    .getById(realm, serverId)
                    .filter(found -> found.getStatus() == McpServerStatus.VERIFIED)
                    .orElseThrow(() -> AimException.notFound("No such MCP server"));
            CacheControl cache = new CacheControl();
            cache.setMaxAge(MAX_AGE_SECONDS);
            return Cors.builder()
                    .allowAllOrigins()
                    .auth()
                    .add(Response.ok(new ProtectedResourceRepresentation(
                                    server.getUrl(),
                                    List.of(Urls.realmIssuer(
                                            session.getContext().getUri().getBaseUri(), realm.getName())),
                                    List.of("header"),
                                    server.getDisplayName() == null ? server.getName() : server.getDisplayName()))
                            .cacheControl(cache));
        });
    }
}
