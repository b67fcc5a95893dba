package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.spi.decision.DecisionPage;
import io.aim.keycloak.spi.decision.Violation;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of violations.
 *
 * @param next cursor of the page that follows; absent on the last one
 * @param total violations on all pages
 * @param totalIsEstimate whether there are more: counting ends there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ViolationPage")
public record ViolationPageRepresentation(
        List<ViolationRepresentation> items, @Nullable String next, long total, boolean totalIsEstimate) {

    static ViolationPageRepresentation of(DecisionPage<Violation> page) {
        return new ViolationPageRepresentation(
                page.items().stream().map(ViolationRepresentation::of).toList(),
                DecisionCursor.next(page, Violation::at, Violation::id),
                page.total(),
                page.totalIsEstimate());
    }
}
