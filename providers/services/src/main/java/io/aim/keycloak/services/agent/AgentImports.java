package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.agent.ImportResultRepresentation.Item;
import io.aim.keycloak.services.bulk.ImportedLine;
import io.aim.keycloak.services.bulk.LineImport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** An import of many agents. */
record AgentImports(KeycloakSession session, RealmModel realm, boolean dryRun) {

    /** @throws io.aim.keycloak.core.InvalidInputException if there are too many lines, or none; then nothing was done */
    ImportResultRepresentation run(@Nullable String body) {
        List<ImportedLine> lines = new LineImport(
                        session,
                        realm,
                        dryRun,
                        (inner, line) ->
                                new AgentImport(inner, inner.getContext().getRealm()).take(line))
                .run(body, "agent");
        return new ImportResultRepresentation(
                dryRun,
                ImportedLine.counts(lines),
                lines.stream()
                        .map(line -> new Item(
                                line.line(),
                                line.name(),
                                line.id(),
                                line.result(),
                                line.error(),
                                line.errorMessage(),
                                line.field()))
                        .toList());
    }
}
