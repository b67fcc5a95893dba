package io.aim.keycloak.services.apikey;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.apikey.ApiKeyState;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.apikey.ApiKey;
import io.aim.keycloak.spi.apikey.ApiKeyProvider;
import io.aim.keycloak.spi.apikey.ApiKeyUsage;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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

/** One API key, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "API keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiKeyAdminResource {

    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 400;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final ApiKey key;

    ApiKeyAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            ApiKey key) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.key = key;
    }

    /** What stands in such an answer is for its reader alone. */
    static Response.ResponseBuilder secret(Response.ResponseBuilder response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store").header("Pragma", "no-cache");
    }

    @GET
    @NoCache
    @Operation(operationId = "getApiKey", summary = "Get an API key, without its secret")
    @APIResponse(
            responseCode = "200",
            description = "The key",
            content = @Content(schema = @Schema(implementation = ApiKeyRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such key in this realm")
    public Response get() {
        return Response.ok(ApiKeyRepresentation.of(key, ApiKeyService.now())).build();
    }

    @PATCH
    @Operation(
            operationId = "changeApiKey",
            summary = "Change an API key",
            description = "What the body does not name stays. Effective on every node at once.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ApiKeyChangeRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = ApiKeyRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(
            responseCode = "403",
            description = "Needs aim-manage and manage-clients; aim-operator may disable; or scope_exceeds_power")
    @APIResponse(responseCode = "404", description = "No such key in this realm")
    @APIResponse(responseCode = "409", description = "name_taken or key_revoked")
    public Response change(@Nullable String body) {
        permissions.requireOperate();
        return ErrorFormat.ADMIN.answer(() -> {
            JsonBody json = JsonBody.parse(body, "name", "scopes", "allowedCidrs", "expiresAt", "state");
            boolean onlyDisables = json.fields().equals(List.of("state"))
                    && ApiKeyState.DISABLED.code().equals(json.text("state"));
            if (!onlyDisables) {
                permissions.requireManage();
            }
            ApiKey changed = new ApiKeyService(session, realm).change(key.id(), json, permissions);
            return Response.ok(emit(OperationType.UPDATE, changed)).build();
        });
    }

    @DELETE
    @Operation(
            operationId = "revokeApiKey",
            summary = "Revoke an API key for good",
            description = "Effective on every node at once. The key stays in the list, and its usage.")
    @APIResponse(responseCode = "204", description = "Revoked")
    @APIResponse(responseCode = "403", description = "Needs aim-operator or aim-manage")
    @APIResponse(responseCode = "404", description = "No such key in this realm")
    public Response revoke() {
        permissions.requireOperate();
        return ErrorFormat.ADMIN.answer(() -> {
            new ApiKeyService(session, realm).revoke(key.id());
            emit(OperationType.DELETE, key.in(ApiKeyState.REVOKED));
            return Response.noContent().build();
        });
    }

    @POST
    @Path("rotate")
    @Operation(
            operationId = "rotateApiKey",
            summary = "Give an API key a new secret",
            description =
                    "The key is shown in this answer and never again. The old secret stays valid for the overlap.")
    @RequestBody(
            required = false,
            content = @Content(schema = @Schema(implementation = ApiKeyRotationRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Rotated",
            content = @Content(schema = @Schema(implementation = IssuedApiKeyRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such key in this realm")
    @APIResponse(responseCode = "409", description = "key_revoked or key_expired")
    public Response rotate(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            ApiKeyService.Issued issued = new ApiKeyService(session, realm).rotate(key.id(), body);
            ApiKeyRepresentation representation = emit(OperationType.ACTION, issued.key());
            return secret(Response.ok())
                    .entity(new IssuedApiKeyRepresentation(issued.secret().reveal(), representation))
                    .build();
        });
    }

    @GET
    @NoCache
    @Path("usage")
    @Operation(
            operationId = "getApiKeyUsage",
            summary = "How often a key was used, by day and endpoint",
            description = "Counted in memory and written every few seconds.")
    @APIResponse(
            responseCode = "200",
            description = "The numbers",
            content = @Content(schema = @Schema(implementation = ApiKeyUsageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A parameter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such key in this realm")
    public Response usage(
            @Parameter(description = "First day in UTC, as 2026-01-31; 30 days ago by default")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "Last day, today by default") @QueryParam("to") @Nullable String to) {
        return ErrorFormat.ADMIN.answer(() -> {
            LocalDate last = day("to", to, LocalDate.ofInstant(ApiKeyService.now(), ZoneOffset.UTC));
            LocalDate first = day("from", from, last.minusDays(DEFAULT_DAYS));
            if (first.isAfter(last) || first.isBefore(last.minusDays(MAX_DAYS))) {
                throw new InvalidInputException(
                        "from", "invalid_range", "from must be before to, by at most " + MAX_DAYS + " days");
            }
            List<ApiKeyUsage> usage = session.getProvider(ApiKeyProvider.class).usage(realm, key.id(), first, last);
            return Response.ok(new ApiKeyUsageRepresentation(
                            key.id(),
                            first.toString(),
                            last.toString(),
                            usage.stream().mapToLong(ApiKeyUsage::requests).sum(),
                            usage.stream().mapToLong(ApiKeyUsage::errors).sum(),
                            key.lastUsedAt() == null ? null : key.lastUsedAt().toString(),
                            usage.stream()
                                    .map(ApiKeyUsageRepresentation.Item::of)
                                    .toList()))
                    .build();
        });
    }

    private static LocalDate day(String field, @Nullable String value, LocalDate absent) {
        if (value == null || value.isBlank()) {
            return absent;
        }
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw new InvalidInputException(field, "invalid_date", field + " must be a day, such as 2026-01-31");
        }
    }

    private ApiKeyRepresentation emit(OperationType operation, ApiKey subject) {
        ApiKeyRepresentation representation = ApiKeyRepresentation.of(subject, ApiKeyService.now());
        adminEvent
                .operation(operation)
                .resourcePath(session.getContext().getUri())
                .representation(representation)
                .success();
        return representation;
    }
}
