package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.services.audit.checkpoint.AuditCheckpoints;
import io.aim.keycloak.services.audit.checkpoint.AuditTreeException;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditTree;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Signed heads of the realm's Merkle tree, for auditors. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditCheckpointsAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AuditTree tree;

    public AuditCheckpointsAdminResource(KeycloakSession session, RealmModel realm, AimPermissions permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.tree = session.getProvider(AuditProvider.class).tree(realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listAuditCheckpoints", summary = "List checkpoints, the largest tree first")
    @APIResponse(
            responseCode = "200",
            description = "A page of checkpoints",
            content = @Content(schema = @Schema(implementation = AuditCheckpointPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A parameter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    public Response list(@BeanParam PageParameters page) {
        permissions.requireAudit();
        return ErrorFormat.ADMIN.answer(() -> {
            int size = page.size();
            List<StoredCheckpoint> found = tree.checkpoints(below(page.after()), size + 1);
            return Response.ok(AuditCheckpointPageRepresentation.of(found, size))
                    .build();
        });
    }

    private static @Nullable Long below(@Nullable String after) {
        if (after == null) {
            return null;
        }
        try {
            return Long.valueOf(after);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "after", "invalid_cursor", "after must be the value of next of an earlier page");
        }
    }

    @POST
    @Operation(
            operationId = "createAuditCheckpoint",
            summary = "Sign a checkpoint of all that is committed now",
            description = "The latest one is answered again if nothing came since.")
    @APIResponse(
            responseCode = "200",
            description = "The checkpoint",
            content = @Content(schema = @Schema(implementation = AuditCheckpointRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    @APIResponse(responseCode = "409", description = "no_events, or tree_inconsistent: somebody changed the database")
    public Response create() {
        permissions.requireAudit();
        return ErrorFormat.ADMIN.answer(() -> createNow()
                .map(checkpoint -> Response.ok(AuditCheckpointRepresentation.of(checkpoint))
                        .build())
                .orElseThrow(() -> AimException.conflict("no_events", "The realm has no audit events yet", null)));
    }

    private Optional<StoredCheckpoint> createNow() {
        try {
            return new AuditCheckpoints(session, realm).createNow();
        } catch (AuditTreeException e) {
            throw AimException.conflict("tree_inconsistent", String.valueOf(e.getMessage()), null);
        }
    }

    @GET
    @NoCache
    @Path("latest")
    @Operation(operationId = "getLatestAuditCheckpoint", summary = "Get the checkpoint of the largest tree")
    @APIResponse(
            responseCode = "200",
            description = "The checkpoint",
            content = @Content(schema = @Schema(implementation = AuditCheckpointRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    @APIResponse(responseCode = "404", description = "There is no checkpoint yet")
    public Response latest() {
        permissions.requireAudit();
        return ErrorFormat.ADMIN.answer(() -> Response.ok(AuditCheckpointRepresentation.of(
                        tree.latestCheckpoint().orElseThrow(() -> AimException.notFound("There is no checkpoint yet"))))
                .build());
    }

    @GET
    @NoCache
    @Path("consistency")
    @Operation(
            operationId = "getAuditConsistency",
            summary = "Prove that one checkpoint's tree continues another's",
            description = "RFC 9162 consistency proof between two checkpoints, named by their tree sizes.")
    @APIResponse(
            responseCode = "200",
            description = "The proof",
            content = @Content(schema = @Schema(implementation = AuditConsistencyRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A parameter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    public Response consistency(
            @Parameter(description = "Tree size of the earlier checkpoint") @QueryParam("from") @Nullable String from,
            @Parameter(description = "Tree size of the later checkpoint") @QueryParam("to") @Nullable String to) {
        permissions.requireAudit();
        return ErrorFormat.ADMIN.answer(() -> Response.ok(new AuditProofs(session, realm).consistency(from, to))
                .build());
    }
}
