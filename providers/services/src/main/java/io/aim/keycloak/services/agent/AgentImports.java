package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.services.agent.AgentImport.Outcome;
import io.aim.keycloak.services.agent.AgentImport.Result;
import io.aim.keycloak.services.agent.ImportResultRepresentation.Item;
import io.aim.keycloak.services.audit.AuditTrail;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** An import of many lines, each in a transaction of its own. */
final class AgentImports {

    /** Most lines of a request. */
    static final int MAX_LINES = 1_000;

    private final SeparateChange each;
    private final boolean dryRun;

    AgentImports(KeycloakSession session, RealmModel realm, boolean dryRun) {
        this.each = new SeparateChange(session, new AuditTrail(session, realm).caller());
        this.dryRun = dryRun;
    }

    /** @throws InvalidInputException if there are too many lines, or none; then nothing was done */
    ImportResultRepresentation run(@Nullable String body) {
        List<String> lines = body == null ? List.of() : body.lines().toList();
        if (lines.size() > MAX_LINES || lines.stream().allMatch(String::isBlank)) {
            throw new InvalidInputException(
                    "", "out_of_range", "The body must have 1 to " + MAX_LINES + " lines, one agent in each");
        }
        List<Item> items = IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).isBlank())
                .mapToObj(i -> one(i + 1, lines.get(i)))
                .toList();
        return new ImportResultRepresentation(
                dryRun,
                items.stream().collect(Collectors.groupingBy(Item::result, TreeMap::new, Collectors.counting())),
                items);
    }

    private Item one(int number, String line) {
        return each.attempt(
                "in line " + number,
                inner -> item(number, take(inner, line)),
                failure -> new Item(
                        number,
                        AgentImport.nameIn(line),
                        null,
                        "failed",
                        failure.error(),
                        failure.message(),
                        failure.field()));
    }

    private Outcome take(KeycloakSession inner, String line) {
        Outcome outcome = new AgentImport(inner, inner.getContext().getRealm()).take(line);
        if (dryRun || outcome.result() == Result.UNCHANGED) {
            inner.getTransactionManager().setRollbackOnly();
        }
        return outcome;
    }

    private Item item(int number, Outcome outcome) {
        boolean made = outcome.result() == Result.CREATED && dryRun;
        return new Item(
                number,
                outcome.name(),
                outcome.agent() == null || made ? null : outcome.agent().getId(),
                outcome.result().name().toLowerCase(Locale.ROOT),
                null,
                null,
                null);
    }
}
