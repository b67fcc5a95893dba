package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.agent.AgentQuery;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Filters of a list of agents, as sent; all of them hold together. */
public final class AgentListParameters {

    private static final int MAX_SEARCH = 255;
    private static final Pattern SCORE = Pattern.compile("0(\\.\\d{1,3})?|1(\\.0{1,3})?");

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

    @QueryParam("tag")
    @Nullable
    String tag;

    @QueryParam("organization")
    @Parameter(description = "Id or alias of a Keycloak organization")
    @Nullable
    String organization;

    @QueryParam("staleSince")
    @Parameter(description = "Agents that got no token since then and were registered before; ISO 8601 in UTC")
    @Nullable
    String staleSince;

    @QueryParam("keyExpiresBefore")
    @Parameter(description = "Agents with an active key that expires before then; ISO 8601 in UTC")
    @Nullable
    String keyExpiresBefore;

    @QueryParam("unaccountable")
    @DefaultValue("false")
    @Parameter(
            description = "Only agents without owner or sponsor, and those whose sponsor is disabled",
            schema = @Schema(type = SchemaType.BOOLEAN))
    String unaccountable = "false";

    /** The same filters, given by name. */
    static AgentListParameters of(Map<String, @Nullable String> filters) {
        AgentListParameters parameters = new AgentListParameters();
        filters.forEach((name, value) -> parameters.set(name, value));
        return parameters;
    }

    private void set(String name, @Nullable String value) {
        switch (name) {
            case "search" -> search = value;
            case "status" -> status = value;
            case "type" -> type = value;
            case "owner" -> owner = value;
            case "sponsor" -> sponsor = value;
            case "capability" -> capability = value;
            case "trustBelow" -> trustBelow = value;
            case "tag" -> tag = value;
            case "organization" -> organization = value;
            case "staleSince" -> staleSince = value;
            case "keyExpiresBefore" -> keyExpiresBefore = value;
            case "unaccountable" -> unaccountable = value == null ? "false" : value;
            default -> throw new InvalidInputException("filter." + name, "unknown_field", "There is no such filter");
        }
    }

    AgentQuery query(KeycloakSession session, RealmModel realm, @Nullable String after, int max) {
        UserLookup users = new UserLookup(session, realm);
        return new AgentQuery(
                AgentRules.text("search", search, MAX_SEARCH),
                blank(status) ? null : AgentRules.status(status),
                blank(type) ? null : AgentRules.type(type),
                users.idFor("owner", owner),
                users.idFor("sponsor", sponsor),
                blank(capability)
                        ? null
                        : AgentRules.capabilities("capability", List.of(String.valueOf(capability)))
                                .iterator()
                                .next(),
                score(),
                blank(tag) ? null : AgentRules.tag("tag", tag),
                new AgentOrganization(session, realm).require(organization),
                AgentRules.instant("staleSince", staleSince),
                AgentRules.instant("keyExpiresBefore", keyExpiresBefore),
                flag(),
                after,
                max);
    }

    private static boolean blank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private boolean flag() {
        if ("true".equals(unaccountable) || "false".equals(unaccountable)) {
            return "true".equals(unaccountable);
        }
        throw new InvalidInputException("unaccountable", "invalid_boolean", "unaccountable must be true or false");
    }

    private @Nullable BigDecimal score() {
        if (trustBelow == null || trustBelow.isBlank()) {
            return null;
        }
        if (!SCORE.matcher(trustBelow).matches()) {
            throw new InvalidInputException(
                    "trustBelow",
                    "invalid_number",
                    "trustBelow must be a number from 0 to 1 with at most three decimals");
        }
        return new BigDecimal(trustBelow);
    }
}
