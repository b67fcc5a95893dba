package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentPage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Pages of agents: a cursor is the name of the last agent of a page. */
final class AgentPaging {

    private AgentPaging() {}

    /** The name after which the page begins, or null. */
    static @Nullable String after(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return AgentRules.name(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
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
