package io.aim.keycloak.spi.decision;

import io.aim.keycloak.core.decision.ViolationSeverity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The violations of one realm; they come with {@link DecisionProvider#record}. */
public interface ViolationStore {

    /** Most violations that a search counts. */
    int COUNT_LIMIT = 10_000;

    /** The violation with that id; whatever text a caller sends may be looked up. */
    Optional<Violation> get(String id);

    /** A page of violations, newest first. */
    DecisionPage<Violation> search(ViolationQuery query, @Nullable DecisionPosition after, int max);

    /** As a page, without counting. */
    List<Violation> next(ViolationQuery query, @Nullable DecisionPosition after, int max);

    /** Violations of an agent since then. Counting ends at the limit. */
    long recent(String agentId, Instant since, long limit);

    /** Of these, those of capabilities of high or critical risk. Counting ends at the limit. */
    long recentOfHighRisk(String agentId, Instant since, long limit);

    /** Violations of one day (UTC) and severity. */
    record Day(LocalDate day, ViolationSeverity severity, long count, long blocked) {}

    /** Violations of the query by day and severity, in the order of the days; without what there was none of. */
    List<Day> byDay(ViolationQuery query);
}
