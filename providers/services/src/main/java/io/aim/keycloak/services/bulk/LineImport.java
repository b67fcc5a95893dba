package io.aim.keycloak.services.bulk;

import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.bulk.ImportOutcome.Result;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * An import of many lines, each in a transaction of its own.
 *
 * @param dryRun whether nothing is to stay changed
 * @param taker takes a line over, in the transaction of that session
 */
public record LineImport(
        KeycloakSession session,
        RealmModel realm,
        boolean dryRun,
        BiFunction<KeycloakSession, String, ImportOutcome> taker) {

    /**
     * Takes the lines of a body over.
     *
     * @param thing what stands in each line
     * @throws io.aim.keycloak.core.InvalidInputException if there are too many lines, or none; then nothing was done
     */
    public List<ImportedLine> run(@Nullable String body, String thing) {
        SeparateChange each = new SeparateChange(session, new AuditTrail(session, realm).caller());
        return ImportLine.of(body, thing).stream().map(line -> one(each, line)).toList();
    }

    private ImportedLine one(SeparateChange each, ImportLine line) {
        return each.attempt(
                "in line " + line.number(),
                inner -> taken(line.number(), take(inner, line.text())),
                failure -> new ImportedLine(
                        line.number(),
                        line.name(),
                        null,
                        "failed",
                        failure.error(),
                        failure.message(),
                        failure.field()));
    }

    private ImportOutcome take(KeycloakSession inner, String text) {
        ImportOutcome outcome = taker.apply(inner, text);
        if (dryRun || outcome.result() == Result.UNCHANGED) {
            inner.getTransactionManager().setRollbackOnly();
        }
        return outcome;
    }

    private ImportedLine taken(int number, ImportOutcome outcome) {
        boolean undone = outcome.result() == Result.CREATED && dryRun;
        return new ImportedLine(
                number,
                outcome.name(),
                undone ? null : outcome.id(),
                outcome.result().code(),
                null,
                null,
                null);
    }
}
