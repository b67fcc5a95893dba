package io.aim.keycloak.services.agent;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Query parameters of a list of agents, for JAX-RS. */
public final class AgentListQuery {

    @QueryParam("search")
    @Parameter(description = "Part of the name or display name, any case")
    @Nullable
    String search;

    @QueryParam("status")
    @Nullable
    String status;

    @QueryParam("type")
    @Nullable
    String type;

    @QueryParam("owner")
    @Parameter(description = "User id or username of the owner")
    @Nullable
    String owner;

    @QueryParam("sponsor")
    @Parameter(description = "User id or username of the sponsor")
    @Nullable
    String sponsor;

    @QueryParam("capability")
    @Parameter(description = "A granted capability")
    @Nullable
    String capability;

    @QueryParam("trustBelow")
    @Parameter(description = "Upper bound of the trust score, exclusive", schema = @Schema(type = SchemaType.NUMBER))
    @Nullable
    String trustBelow;

    @QueryParam("after")
    @Parameter(description = "Cursor from next of the previous page")
    @Nullable
    String after;

    @QueryParam("max")
    @DefaultValue("20")
    @Parameter(
            description = "Size of the page, 1 to 500",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
    String max = "20";

    AgentListParameters parameters() {
        return new AgentListParameters(search, status, type, owner, sponsor, capability, trustBelow, after, max);
    }
}
