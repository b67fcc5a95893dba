package io.aim.keycloak.services.audit.export;

import io.aim.keycloak.core.audit.export.ExportFilter;
import io.aim.keycloak.spi.audit.AuditQuery;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The search of an export as its manifest names it. */
final class ExportFilters {

    private ExportFilters() {}

    static ExportFilter of(AuditQuery query) {
        SortedMap<String, String> values = new TreeMap<>();
        put(
                values,
                "actorKind",
                query.actorKind() == null ? null : query.actorKind().code());
        put(values, "actor", query.actorId());
        put(
                values,
                "category",
                query.category() == null ? null : query.category().code());
        put(values, "action", query.action());
        put(values, "targetKind", query.targetKind());
        put(values, "target", query.targetId());
        put(values, "result", query.result() == null ? null : query.result().code());
        put(values, "reason", query.reason());
        put(values, "correlationId", query.correlationId());
        put(values, "from", query.from());
        put(values, "to", query.to());
        return new ExportFilter(values);
    }

    private static void put(SortedMap<String, String> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
    }
}
