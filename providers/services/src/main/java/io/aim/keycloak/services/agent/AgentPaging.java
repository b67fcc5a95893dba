package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.rest.NameCursor;
import io.aim.keycloak.spi.agent.AgentPage;
import org.jspecify.annotations.Nullable;

/** Pages of agents: a cursor is the name of the last agent of a page. */
final class AgentPaging {

    private AgentPaging() {}

    /** The name after which the page begins, or null. */
    static @Nullable String after(@Nullable String cursor) {
        return NameCursor.parse(cursor, AgentRules::name);
    }

    /** Cursor of the page that follows, or null. */
    static @Nullable String next(AgentPage page) {
        return page.more()
                ? NameCursor.text(page.items().get(page.items().size() - 1).getName())
                : null;
    }
}
