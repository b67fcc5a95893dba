package io.aim.keycloak.services.apikey;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.apikey.ApiKey;
import io.aim.keycloak.spi.apikey.ApiKeyCreator;
import io.aim.keycloak.spi.apikey.ApiKeyPage;
import io.aim.keycloak.spi.apikey.ApiKeyProvider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** The API keys of a realm, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "API keys", description = "Keys of the organisation for automation")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiKeysAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final ApiKeyCreator caller;
    private final AdminEventBuilder adminEvent;
    private final ApiKeyProvider keys;

    public ApiKeysAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            ApiKeyCreator caller,
            AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.caller = caller;
        this.adminEvent = adminEvent.resource(ApiKeyService.RESOURCE_TYPE);
        this.keys = session.getProvider(ApiKeyProvider.class);
    }

    @GET
    @NoCache
    @Operation(operationId = "listApiKeys", summary = "List API keys, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of keys, never a secret",
            content = @Content(schema = @Schema(implementation = ApiKeyPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response list(@BeanParam ApiKeyListParameters parameters, @BeanParam PageParameters page) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            ApiKeyPage found = keys.search(realm, parameters.query(page));
            Instant now = ApiKeyService.now();
            return Response.ok(new ApiKeyPageRepresentation(
                            found.items().stream()
                                    .map(key -> ApiKeyRepresentation.of(key, now))
                                    .toList(),
                            ApiKeyListParameters.next(found),
                            found.total(),
                            false))
                    .build();
        });
    }

    @POST
    @Operation(
            operationId = "createApiKey",
            summary = "Make an API key",
            description = "The key is shown in this answer and never again.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ApiKeyCreationRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Made; Location is its address",
            content = @Content(schema = @Schema(implementation = IssuedApiKeyRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients; or scope_exceeds_power")
    @APIResponse(responseCode = "409", description = "name_taken")
    public Response create(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            ApiKeyService.Issued issued = new ApiKeyService(session, realm).create(body, permissions, caller);
            ApiKeyRepresentation representation = ApiKeyRepresentation.of(issued.key(), ApiKeyService.now());
            adminEvent
                    .operation(OperationType.CREATE)
                    .resourcePath(session.getContext().getUri(), representation.id())
                    .representation(representation)
                    .success();
            return ApiKeyAdminResource.secret(Response.created(session.getContext()
                            .getUri()
                            .getAbsolutePathBuilder()
                            .path(representation.id())
                            .build()))
                    .entity(new IssuedApiKeyRepresentation(issued.secret().reveal(), representation))
                    .build();
        });
    }

    @POST
    @Path("verify")
    @Operation(
            operationId = "verifyApiKey",
            summary = "Whether a key would be accepted now",
            description = "Does not count as a use. A key of another realm is unknown here.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ApiKeyVerificationRequestRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "What becomes of the key",
            content = @Content(schema = @Schema(implementation = ApiKeyVerificationRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    public Response verify(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            JsonBody json = JsonBody.parse(body, "key", "address");
            String key = AgentRules.required("key", json.text("key"));
            return ApiKeyAdminResource.secret(Response.ok())
                    .entity(new ApiKeyVerification(session, realm).verify(key, json.text("address")))
                    .build();
        });
    }

    @Path("{keyId}")
    public ApiKeyAdminResource key(@PathParam("keyId") String keyId) {
        return ErrorFormat.ADMIN.answer(() -> {
            permissions.requireView();
            ApiKey key = keys.get(realm, keyId).orElseThrow(ApiKeyService::unknown);
            return new ApiKeyAdminResource(session, realm, permissions, adminEvent, key);
        });
    }
}
