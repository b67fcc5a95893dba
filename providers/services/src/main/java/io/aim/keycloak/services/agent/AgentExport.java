package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.bulk.JsonLines;
import io.aim.keycloak.spi.agent.AgentPage;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentQuery;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Agents as JSON lines. */
final class AgentExport {

    private AgentExport() {}

    static JsonLines<AgentLine> of(KeycloakSession session, RealmModel realm, AgentQuery query) {
        return new JsonLines<>(
                session.getKeycloakSessionFactory(),
                realm.getId(),
                AgentLine.class,
                (reading, itsRealm, after) -> page(reading, itsRealm, query.after(after)));
    }

    private static JsonLines.Page<AgentLine> page(KeycloakSession session, RealmModel realm, AgentQuery query) {
        AgentPage page = session.getProvider(AgentProvider.class).search(realm, query);
        List<AgentLine> lines = page.items().stream()
                .map(agent -> AgentLine.of(session, realm, agent))
                .toList();
        return new JsonLines.Page<>(
                lines, page.more() ? lines.get(lines.size() - 1).name() : null);
    }
}
