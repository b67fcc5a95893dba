package io.aim.keycloak.services.mcp.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.rest.TimeCursor;
import io.aim.keycloak.spi.mcp.McpVerification;
import io.aim.keycloak.spi.mcp.McpVerificationPage;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of verifications.
 *
 * @param next cursor of the page that follows; absent on the last one
 * @param total verifications on all pages
 * @param totalIsEstimate always false: they are kept for 90 days
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "McpVerificationPage")
public record McpVerificationPageRepresentation(
        List<McpVerificationRepresentation> items, @Nullable String next, long total, boolean totalIsEstimate) {

    static McpVerificationPageRepresentation of(McpVerificationPage page) {
        List<McpVerification> items = page.items();
        McpVerification last = page.more() ? items.get(items.size() - 1) : null;
        return new McpVerificationPageRepresentation(
                items.stream().map(McpVerificationRepresentation::of).toList(),
                last == null ? null : new TimeCursor(last.requestedAt(), last.id()).text(),
                page.total(),
                false);
    }
}
