package io.aim.keycloak.services.realm;

import io.aim.keycloak.services.apikey.ApiKeyCaller;
import io.aim.keycloak.services.permission.AimRole;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.RuntimeCaller;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.apikey.ApiKey;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;

/** Who am I, what may I do. */
@Tag(name = "Me", description = "The caller")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    private final KeycloakSession session;

    public MeResource(KeycloakSession session) {
        this.session = session;
    }

    @GET
    @NoCache
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "whoAmI", summary = "Who the token or API key speaks for, and what it may do")
    @APIResponse(
            responseCode = "200",
            description = "An agent, a user, another client or an API key",
            content = @Content(schema = @Schema(implementation = MeRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(responseCode = "403", description = "The agent is not verified")
    public Response me() {
        return ErrorFormat.PROBLEM.answer(() -> {
            Optional<ApiKeyCaller> key = ApiKeyCaller.of(session, "whoAmI");
            if (key.isPresent()) {
                return Response.ok(apiKey(key.get())).build();
            }
            RuntimeCaller caller = RuntimeCaller.require(session);
            boolean isAgent = caller.agent().isPresent();
            return Response.ok(isAgent ? agent(caller, caller.requireAgent()) : person(caller))
                    .build();
        });
    }

    private static MeRepresentation apiKey(ApiKeyCaller caller) {
        ApiKey key = caller.key();
        return new MeRepresentation(
                "api_key",
                key.id(),
                key.name(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                key.scopeCodes(),
                caller.effectiveScopes(),
                key.expiresAt().toString(),
                null);
    }

    private static MeRepresentation agent(RuntimeCaller caller, AgentModel agent) {
        return new MeRepresentation(
                "agent",
                agent.getId(),
                agent.getName(),
                caller.client().getClientId(),
                agent.getStatus().code(),
                agent.getType().code(),
                agent.getOwnerId(),
                agent.getSponsorId(),
                agent.getTrustScore(),
                List.copyOf(agent.getCapabilities()),
                scopes(caller),
                null,
                null,
                null);
    }

    private static MeRepresentation person(RuntimeCaller caller) {
        boolean service = caller.user().getServiceAccountClientLink() != null;
        return new MeRepresentation(
                service ? "client" : "user",
                service ? caller.client().getId() : caller.user().getId(),
                service ? caller.client().getClientId() : caller.user().getUsername(),
                caller.client().getClientId(),
                null,
                null,
                null,
                null,
                null,
                null,
                scopes(caller),
                null,
                null,
                roles(caller));
    }

    private static List<String> scopes(RuntimeCaller caller) {
        String scope = caller.token().getScope();
        return scope == null || scope.isBlank()
                ? List.of()
                : List.of(scope.strip().split(" +"));
    }

    private static List<String> roles(RuntimeCaller caller) {
        ClientModel management = caller.client().getRealm().getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
        if (management == null) {
            return List.of();
        }
        return Stream.of(AimRole.values())
                .map(AimRole::roleName)
                .filter(name ->
                        management.getRole(name) != null && caller.user().hasRole(management.getRole(name)))
                .toList();
    }
}
