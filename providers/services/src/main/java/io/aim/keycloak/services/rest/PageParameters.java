package io.aim.keycloak.services.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which page of a list, as sent. */
public final class PageParameters {

    @QueryParam("after")
    @Parameter(description = "Cursor from next of the previous page")
    @Nullable
    String after;

    @QueryParam("max")
    @DefaultValue("20")
    @Parameter(
            description = "Size of the page, 1 to 500",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
    String max = "20";

    /** The cursor, or null for the first page; whether it is one is the list's business. */
    public @Nullable String after() {
        return after == null || after.isBlank() ? null : after;
    }

    /**
     * Items of a page.
     *
     * @throws io.aim.keycloak.core.InvalidInputException unless a number from 1 to 500 was sent
     */
    public int size() {
        return PageSize.of(max);
    }
}
