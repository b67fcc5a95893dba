package io.aim.keycloak.services.alert;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.alert.AlertState;
import io.aim.keycloak.services.alert.AlertBulkResultRepresentation.Item;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.bulk.SeparateChange;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.alert.Alert;
import io.aim.keycloak.spi.alert.AlertPage;
import io.aim.keycloak.spi.alert.AlertProvider;
import io.aim.keycloak.spi.alert.AlertQuery;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Many alerts acknowledged, each in a transaction of its own: what fails for one does not undo the others. */
record AlertBulk(
        @Nullable Set<String> ids,
        @Nullable AlertQuery query,
        int max,
        @Nullable String note) {

    private static final int MAX = 500;
    private static final int DEFAULT = 100;

    static AlertBulk parse(@Nullable String json) {
        JsonBody body = JsonBody.parse(json, "ids", "filter", "max", "note");
        Set<String> ids = ids(body.texts("ids"));
        Map<String, @Nullable String> filter = body.textMap("filter");
        if ((ids == null) == (filter == null)) {
            throw new InvalidInputException("ids", "required", "Either ids or filter names the alerts");
        }
        Integer max = body.number("max");
        if (max != null && (max < 1 || max > MAX)) {
            throw new InvalidInputException("max", "invalid_number", "max must be a number from 1 to " + MAX);
        }
        return new AlertBulk(
                ids,
                filter == null ? null : open(AlertFilter.of(filter).query()),
                max == null ? DEFAULT : max,
                AgentRules.text("note", body.text("note"), AgentRules.REASON_MAX));
    }

    private static @Nullable Set<String> ids(@Nullable List<@Nullable String> sent) {
        if (sent == null) {
            return null;
        }
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            ids.add(AgentRules.required("ids[" + i + "]", sent.get(i)));
        }
        if (ids.isEmpty() || ids.size() > MAX) {
            throw new InvalidInputException("ids", "out_of_range", "ids must name 1 to " + MAX + " alerts");
        }
        return ids;
    }

    /** Only open alerts can be acknowledged: a filter for others is one for none. */
    private static AlertQuery open(AlertQuery query) {
        if (query.state() != null && query.state() != AlertState.OPEN) {
            throw new InvalidInputException("filter", "invalid_state", "Only open alerts can be acknowledged");
        }
        return new AlertQuery(
                AlertState.OPEN,
                query.severity(),
                query.type(),
                query.agentId(),
                query.assigneeId(),
                query.from(),
                query.to());
    }

    AlertBulkResultRepresentation run(KeycloakSession session, RealmModel realm) {
        Set<String> found = ids;
        Long remaining = null;
        if (query != null) {
            AlertPage page = session.getProvider(AlertProvider.class).search(realm, query, null, max);
            found = new LinkedHashSet<>(page.items().stream().map(Alert::id).toList());
            remaining = page.total() - page.items().size();
        }
        SeparateChange each = new SeparateChange(session, new AuditTrail(session, realm).caller());
        List<Item> items = found == null
                ? List.of()
                : found.stream().map(id -> one(each, id)).toList();
        int failed = (int) items.stream().filter(Item::failed).count();
        return new AlertBulkResultRepresentation(items.size() - failed, failed, items, remaining);
    }

    private Item one(SeparateChange each, String id) {
        return each.attempt(
                id,
                inner -> {
                    new AlertService(inner, inner.getContext().getRealm()).acknowledge(id, note);
                    return new Item(id, "acknowledged", null, null);
                },
                failure -> new Item(id, "failed", failure.error(), failure.message()));
    }
}
