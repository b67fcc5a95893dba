package io.aim.keycloak.services.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.spi.audit.AuditPage;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/**
 * A page of events, newest first.
 *
 * @param next cursor for {@code after}; absent on the last page
 * @param total number of events that match, all pages counted
 * @param totalIsEstimate whether there are more: counting ends at {@code total}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AuditPage")
public record AuditPageRepresentation(
        List<AuditEventRepresentation> items, @Nullable String next, long total, boolean totalIsEstimate) {

    static AuditPageRepresentation of(RealmModel realm, AuditPage page) {
        return new AuditPageRepresentation(
                page.items().stream().map(AuditEventRepresentation::of).toList(),
                AuditPaging.next(realm.getId(), page),
                page.total(),
                page.totalIsEstimate());
    }
}
