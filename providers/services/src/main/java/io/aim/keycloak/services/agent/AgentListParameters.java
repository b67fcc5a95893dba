package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.rest.PageSize;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentPage;
import io.aim.keycloak.spi.agent.AgentQuery;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Query parameters of a list of agents, as sent. */
record AgentListParameters(
        @Nullable String search,
        @Nullable String status,
        @Nullable String type,
        @Nullable String owner,
        @Nullable String sponsor,
        @Nullable String capability,
        @Nullable String trustBelow,
        @Nullable String after,
        String max) {

    private static final int MAX_SEARCH = 255;
    private static final Pattern SCORE = Pattern.compile("0(\\.\\d{1,3})?|1(\\.0{1,3})?");

    AgentQuery query(KeycloakSession session, RealmModel realm) {
        return new AgentQuery(
                AgentRules.text("search", search, MAX_SEARCH),
                blank(status) ? null : AgentRules.status(status),
                blank(type) ? null : AgentRules.type(type),
                userId(session, realm, "owner", owner),
                userId(session, realm, "sponsor", sponsor),
                blank(capability)
                        ? null
                        : AgentRules.capabilities("capability", List.of(String.valueOf(capability)))
                                .iterator()
                                .next(),
                score(),
                cursor(),
                PageSize.of(max));
    }

    private static boolean blank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    /** Unknown text filters by itself, and so finds nothing; the database has to take it. */
    private static @Nullable String userId(
            KeycloakSession session, RealmModel realm, String field, @Nullable String idOrUsername) {
        if (blank(idOrUsername)) {
            return null;
        }
        if (!AgentRules.isLookupKey(idOrUsername)) {
            throw new InvalidInputException(field, "invalid_characters", field + " must be a user id or username");
        }
        UserModel user = new UserLookup(session, realm).find(idOrUsername);
        return user == null ? idOrUsername : user.getId();
    }

    private @Nullable BigDecimal score() {
        if (trustBelow == null || trustBelow.isBlank()) {
            return null;
        }
        if (!SCORE.matcher(trustBelow).matches()) {
            throw new InvalidInputException(
                    "trustBelow",
                    "invalid_number",
                    "trustBelow must be a number from 0 to 1 with at most three decimals");
        }
        return new BigDecimal(trustBelow);
    }

    private @Nullable String cursor() {
        if (after == null || after.isBlank()) {
            return null;
        }
        try {
            return AgentRules.name(new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | InvalidInputException e) {
            throw new InvalidInputException(
                    "after", "invalid_cursor", "after must be the value of next of an earlier page");
        }
    }

    /** Cursor of the page that follows, or null. */
    static @Nullable String next(AgentPage page) {
        if (!page.more()) {
            return null;
        }
        AgentModel last = page.items().get(page.items().size() - 1);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.getName().getBytes(StandardCharsets.UTF_8));
    }
}
