package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.bulk.BulkSelection;
import io.aim.keycloak.services.bulk.SeparateChange;
import io.aim.keycloak.services.mcp.McpServerBulkResultRepresentation.Item;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerPage;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Removes many MCP servers, each in a transaction of its own: what fails for one does not undo the others. */
record McpServerBulkDelete(KeycloakSession session, RealmModel realm, boolean dryRun) {

    McpServerBulkResultRepresentation run(BulkSelection selection) {
        List<String> ids = new ArrayList<>();
        String next = null;
        if (selection.ids() != null) {
            ids.addAll(selection.ids());
        } else if (selection.filter() != null) {
            McpServerPage page = page(selection.filter(), selection);
            page.items().forEach(server -> ids.add(server.getId()));
            next = McpServerPageRepresentation.next(page);
        }
        SeparateChange each = new SeparateChange(session, new AuditTrail(session, realm).caller());
        List<Item> items = ids.stream().map(id -> one(each, id)).toList();
        int failed = (int) items.stream().filter(item -> item.error() != null).count();
        return new McpServerBulkResultRepresentation(items.size() - failed, failed, items, next);
    }

    private McpServerPage page(Map<String, @Nullable String> filter, BulkSelection selection) {
        return session.getProvider(McpServerProvider.class)
                .search(
                        realm,
                        McpServerListParameters.of(filter)
                                .query(new UserLookup(session, realm), selection.after(), selection.max()));
    }

    private Item one(SeparateChange each, String serverId) {
        return each.attempt(
                serverId,
                inner -> remove(new McpServerService(inner, inner.getContext().getRealm()), serverId),
                failure -> new Item(serverId, null, "failed", failure.error(), failure.message()));
    }

    private Item remove(McpServerService service, String serverId) {
        if (dryRun) {
            McpServerModel server = service.find(serverId);
            return new Item(server.getId(), server.getName(), "would_remove", null, null);
        }
        McpServerModel server = service.lock(serverId);
        Item removed = new Item(server.getId(), server.getName(), "removed", null, null);
        service.remove(server);
        return removed;
    }
}
