package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.TagsRepresentation;
import io.aim.keycloak.spi.agent.AgentModel;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
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
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** The tags of one agent. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Agents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentTagsResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final String agentId;
    private final @Nullable ClientModel client;

    AgentTagsResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            String agentId,
            @Nullable ClientModel client) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.agentId = agentId;
        this.client = client;
    }

    @GET
    @NoCache
    @Operation(operationId = "listAgentTags", summary = "The agent's tags, sorted")
    @APIResponse(
            responseCode = "200",
            description = "The tags",
            content = @Content(schema = @Schema(implementation = TagsRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response list() {
        return ErrorFormat.ADMIN.answer(() -> Response.ok(new TagsRepresentation(List.copyOf(
                        new AgentService(session, realm).find(agentId).getTags())))
                .build());
    }

    @POST
    @Operation(operationId = "addAgentTags", summary = "Add tags; those that are there stay")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TagsRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "All tags",
            content = @Content(schema = @Schema(implementation = TagsRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A tag is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response add(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            SortedSet<String> sent =
                    AgentRules.tags("tags", JsonBody.parse(body, "tags").texts("tags"));
            AgentModel agent = new AgentService(session, realm).lock(agentId);
            List<String> all = new ArrayList<>(agent.getTags());
            all.addAll(sent);
            change(agent, AgentRules.tags("tags", new ArrayList<>(all)), OperationType.UPDATE);
            return Response.ok(new TagsRepresentation(List.copyOf(agent.getTags())))
                    .build();
        });
    }

    @DELETE
    @Path("{tag}")
    @Operation(operationId = "removeAgentTag", summary = "Remove a tag")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm, or it has no such tag")
    public Response remove(@PathParam("tag") String tag) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            AgentModel agent = new AgentService(session, realm).lock(agentId);
            SortedSet<String> rest = new TreeSet<>(agent.getTags());
            if (!rest.remove(tag)) {
                throw AimException.notFound("The agent has no such tag");
            }
            change(agent, rest, OperationType.UPDATE);
            return Response.noContent().build();
        });
    }

    private void change(AgentModel agent, SortedSet<String> tags, OperationType operation) {
        agent.setTags(tags);
        AuditTrail trail = new AuditTrail(session, realm);
        trail.write(trail.begin(AuditAction.AGENT_TAGGED, agent).detail("tags", String.join(" ", tags)));
        adminEvent
                .operation(operation)
                .resourcePath(session.getContext().getUri())
                .detail(AgentEventDetails.AGENT_ID, agent.getId())
                .detail(AgentEventDetails.AGENT_NAME, agent.getName())
                .representation(new TagsRepresentation(List.copyOf(tags)))
                .success();
    }
}
