package io.aim.keycloak.services.bulk;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.rest.JsonBody;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about: things named by ids, or those that match a filter, page by page.
 *
 * @param ids the things, or null for those that match the filter
 * @param filter filters of the list by name, or null
 * @param after cursor of the page, or null for the first
 * @param max most things of one call
 */
public record BulkSelection(
        @Nullable Set<String> ids,
        @Nullable Map<String, @Nullable String> filter,
        @Nullable String after,
        int max) {

    private static final int MAX = 500;
    private static final int DEFAULT = 100;

    /**
     * The selection of a body.
     *
     * @param things what is selected, in the plural
     */
    public static BulkSelection of(JsonBody body, String things) {
        Set<String> ids = ids(body.texts("ids"), things);
        Map<String, @Nullable String> filter = body.textMap("filter");
        if ((ids == null) == (filter == null)) {
            throw new InvalidInputException("ids", "required", "Either ids or filter names the " + things);
        }
        return new BulkSelection(ids, filter, body.text("after"), max(body.number("max")));
    }

    private static @Nullable Set<String> ids(@Nullable List<@Nullable String> sent, String things) {
        if (sent == null) {
            return null;
        }
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            ids.add(AgentRules.required("ids[" + i + "]", sent.get(i)));
        }
        if (ids.isEmpty() || ids.size() > MAX) {
            throw new InvalidInputException("ids", "out_of_range", "ids must name 1 to " + MAX + " " + things);
        }
        return ids;
    }

    private static int max(@Nullable Integer sent) {
        int max = sent == null ? DEFAULT : sent;
        if (max < 1 || max > MAX) {
            throw new InvalidInputException("max", "invalid_number", "max must be a number from 1 to " + MAX);
        }
        return max;
    }
}
