package io.aim.keycloak.services.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of alerts.
 *
 * @param next cursor of the page that follows; absent on the last one
 * @param total alerts on all pages
 * @param totalIsEstimate always false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AlertPage")
public record AlertPageRepresentation(
        List<AlertRepresentation> items, @Nullable String next, long total, boolean totalIsEstimate) {}
