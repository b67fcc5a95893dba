package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.spi.decision.DecisionPage;
import io.aim.keycloak.spi.decision.RecordedDecision;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of decisions.
 *
 * @param next cursor of the page that follows; absent on the last one
 * @param total decisions on all pages
 * @param totalIsEstimate whether there are more: counting ends there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DecisionPage")
public record DecisionPageRepresentation(
        List<DecisionRepresentation> items, @Nullable String next, long total, boolean totalIsEstimate) {

    static DecisionPageRepresentation of(DecisionPage<RecordedDecision> page) {
        return new DecisionPageRepresentation(
                page.items().stream().map(DecisionRepresentation::of).toList(),
                DecisionCursor.next(page, RecordedDecision::askedAt, RecordedDecision::id),
                page.total(),
                page.totalIsEstimate());
    }
}
