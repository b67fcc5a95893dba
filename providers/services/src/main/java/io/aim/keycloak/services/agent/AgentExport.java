package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.aim.keycloak.spi.agent.AgentPage;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentQuery;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.util.JsonSerialization;

/**
 * Agents as JSON lines. Read page by page, each page in a transaction of its own: an agent that changes meanwhile is
 * written as it was or as it is.
 *
 * @param query makes the query of the page after that name
 */
record AgentExport(KeycloakSessionFactory factory, String realmId, Function<@Nullable String, AgentQuery> query)
        implements StreamingOutput {

    /** Agents that are in memory at a time. */
    static final int PAGE = 200;

    private static final ObjectWriter JSON = JsonSerialization.mapper.writerFor(AgentLine.class);

    private record Lines(List<AgentLine> lines, @Nullable String last) {}

    @Override
    public void write(OutputStream output) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        String after = null;
        do {
            Lines page = page(after);
            for (AgentLine line : page.lines()) {
                writer.write(JSON.writeValueAsString(line));
                writer.write('\n');
            }
            after = page.last();
        } while (after != null);
        writer.flush();
    }

    private Lines page(@Nullable String after) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return new Lines(List.of(), null);
            }
            session.getContext().setRealm(realm);
            AgentPage page = session.getProvider(AgentProvider.class).search(realm, query.apply(after));
            List<AgentLine> lines = page.items().stream()
                    .map(agent -> AgentLine.of(session, realm, agent))
                    .toList();
            return new Lines(lines, page.more() ? lines.get(lines.size() - 1).name() : null);
        });
    }
}
