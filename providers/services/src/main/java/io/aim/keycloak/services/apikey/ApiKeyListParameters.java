package io.aim.keycloak.services.apikey;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.apikey.ApiKeyRules;
import io.aim.keycloak.core.apikey.ApiKeyState;
import io.aim.keycloak.core.apikey.PlainApiKey;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.apikey.ApiKey;
import io.aim.keycloak.spi.apikey.ApiKeyPage;
import io.aim.keycloak.spi.apikey.ApiKeyQuery;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which keys, as sent. */
public final class ApiKeyListParameters {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,15}):([0-9A-Za-z]{" + PlainApiKey.ID_LENGTH + "})");

    @QueryParam("search")
    @Parameter(description = "Part of the name, any case")
    @Nullable
    String search;

    @QueryParam("state")
    @Parameter(description = "active, disabled or revoked")
    @Nullable
    String state;

    @QueryParam("creator")
    @Parameter(description = "User id of the creator")
    @Nullable
    String creator;

    ApiKeyQuery query(PageParameters page) {
        return new ApiKeyQuery(
                AgentRules.text("search", search, ApiKeyRules.NAME_MAX),
                state(),
                creator(),
                position(page.after()),
                page.size());
    }

    private @Nullable ApiKeyState state() {
        if (state == null || state.isBlank()) {
            return null;
        }
        return ApiKeyState.fromCode(state)
                .orElseThrow(() -> new InvalidInputException(
                        "state", "invalid_state", "state must be active, disabled or revoked"));
    }

    private @Nullable String creator() {
        if (creator == null || creator.isBlank()) {
            return null;
        }
        if (!AgentRules.isLookupKey(creator)) {
            throw new InvalidInputException("creator", "invalid_characters", "creator must be a user id");
        }
        return creator;
    }

    private static ApiKeyQuery.@Nullable Position position(@Nullable String after) {
        if (after == null) {
            return null;
        }
        try {
            Matcher cursor = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8));
            if (cursor.matches()) {
                return new ApiKeyQuery.Position(Instant.ofEpochMilli(Long.parseLong(cursor.group(1))), cursor.group(2));
            }
        } catch (IllegalArgumentException e) {
            // the same answer as for another text
        }
        throw new InvalidInputException(
                "after", "invalid_cursor", "after must be the value of next of an earlier page");
    }

    /** Cursor of the page that follows, or null. */
    static @Nullable String next(ApiKeyPage page) {
        if (!page.more()) {
            return null;
        }
        ApiKey last = page.items().get(page.items().size() - 1);
        String cursor = last.createdAt().toEpochMilli() + ":" + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }
}
