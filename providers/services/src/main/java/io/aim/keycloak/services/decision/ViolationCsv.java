package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.audit.format.CsvLines;
import io.aim.keycloak.spi.decision.DecisionPosition;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.Violation;
import io.aim.keycloak.spi.decision.ViolationQuery;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Violations as CSV, newest first. Read block by block, each in a transaction of its own. */
record ViolationCsv(KeycloakSessionFactory factory, String realmId, ViolationQuery query) implements StreamingOutput {

    /** Media type. */
    static final String TYPE = "text/csv";

    /** Violations that are in memory at a time. */
    private static final int BLOCK = 500;

    @Override
    public void write(OutputStream output) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        CsvLines csv = new CsvLines(writer);
        csv.line(
                "id",
                "time",
                "agentId",
                "capability",
                "resource",
                "risk",
                "severity",
                "blocked",
                "reason",
                "address",
                "decisionId",
                "auditEventId");
        List<Violation> block = block(null);
        while (!block.isEmpty()) {
            for (Violation violation : block) {
                row(csv, ViolationRepresentation.of(violation));
            }
            Violation last = block.get(block.size() - 1);
            block = block.size() < BLOCK ? List.of() : block(new DecisionPosition(last.at(), last.id()));
        }
        writer.flush();
    }

    private static void row(CsvLines csv, ViolationRepresentation violation) throws IOException {
        csv.line(
                violation.id(),
                violation.time(),
                violation.agentId(),
                violation.capability(),
                violation.resource(),
                violation.risk(),
                violation.severity(),
                String.valueOf(violation.blocked()),
                violation.reason(),
                violation.address(),
                violation.decisionId(),
                violation.auditEventId());
    }

    private List<Violation> block(@Nullable DecisionPosition after) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            return realm == null
                    ? List.of()
                    : session.getProvider(DecisionProvider.class)
                            .violations(realm)
                            .next(query, after, BLOCK);
        });
    }
}
