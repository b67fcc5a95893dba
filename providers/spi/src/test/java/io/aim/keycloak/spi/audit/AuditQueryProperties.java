package io.aim.keycloak.spi.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** A search against a reference that compares one fact of an event after the other; few values, so that many match. */
class AuditQueryProperties {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @Provide
    Arbitrary<AuditEvent> events() {
        Arbitrary<String> ids = Arbitraries.of("a", "b").injectNull(0.2);
        Arbitrary<AuditActor> actors = Combinators.combine(Arbitraries.of(AuditActorKind.class), ids)
                .as((kind, id) -> new AuditActor(kind, id, "name"));
        return Combinators.combine(
                        Arbitraries.of(AuditAction.class),
                        actors,
                        Arbitraries.of("agent", "user", "").injectNull(0.1),
                        ids,
                        Arbitraries.of(AuditResult.class),
                        Arbitraries.of("expired", "replayed").injectNull(0.3),
                        ids,
                        Arbitraries.integers().between(-3, 3))
                .as((action, actor, targetKind, targetId, result, reason, correlationId, millis) -> {
                    AuditEvent.Builder event = AuditEvent.of(action, "acme", NOON.plusMillis(millis), actor)
                            .ended(result, reason)
                            .correlationId(correlationId);
                    return (targetKind == null ? event : event.target(targetKind, targetId, null)).build();
                });
    }

    @Provide
    Arbitrary<AuditQuery> queries() {
        return Arbitraries.integers()
                .between(0, 3)
                .flatMap(filters -> Arbitraries.shuffle(Arrays.asList(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
                        .flatMap(order -> filtersBy(order.subList(0, filters))));
    }

    private static Arbitrary<AuditQuery> filtersBy(List<Integer> members) {
        List<Arbitrary<Object>> values = List.of(
                among((Object[]) AuditActorKind.values()),
                among("a", "b"),
                among("a", "b"),
                among((Object[]) AuditCategory.values()),
                among("agent", "agent.key", "agent.key.proven", "agent.token", "audit.hold", "age", "agent.", "realm"),
                among("agent", "user"),
                among("a", "b"),
                among((Object[]) AuditResult.values()),
                among("expired", "replayed"),
                among("a", "b"),
                among(NOON.minusMillis(2), NOON, NOON.plusMillis(2)),
                among(NOON.minusMillis(2), NOON, NOON.plusMillis(2)));
        List<Arbitrary<@Nullable Object>> chosen = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            chosen.add(members.contains(i) ? values.get(i) : Arbitraries.just(null));
        }
        return Combinators.combine(chosen)
                .as(m -> new AuditQuery(
                        (AuditActorKind) m.get(0),
                        (String) m.get(1),
                        (String) m.get(2),
                        (AuditCategory) m.get(3),
                        (String) m.get(4),
                        (String) m.get(5),
                        (String) m.get(6),
                        (AuditResult) m.get(7),
                        (String) m.get(8),
                        (String) m.get(9),
                        (Instant) m.get(10),
                        (Instant) m.get(11)));
    }

    private static Arbitrary<Object> among(Object... values) {
        return Arbitraries.of(values);
    }

    @Property(tries = 3_000)
    void findsWhatTheReferenceFinds(@ForAll("queries") AuditQuery query, @ForAll("events") AuditEvent event) {
        boolean expected = reference(query, event);

        Statistics.label("found").collect(expected).coverage(found -> {
            found.check(true).percentage(share -> share > 10);
            found.check(false).percentage(share -> share > 10);
        });
        assertThat(query.matches(event)).isEqualTo(expected);
    }

    private static boolean reference(AuditQuery query, AuditEvent event) {
        List<String> agents = new ArrayList<>();
        if (event.actor().kind() == AuditActorKind.AGENT) {
            agents.add(event.actor().id());
        }
        String targetKind = null;
        String targetId = null;
        if (event.target() != null) {
            targetKind = event.target().kind();
            targetId = event.target().id();
        }
        if ("agent".equals(targetKind)) {
            agents.add(targetId);
        }
        String action = event.action();
        List<String> prefixes = new ArrayList<>(List.of(action));
        for (int dot = action.indexOf('.'); dot >= 0; dot = action.indexOf('.', dot + 1)) {
            prefixes.add(action.substring(0, dot));
        }
        long time = event.time().toEpochMilli();
        return same(query.actorKind(), event.actor().kind())
                && same(query.actorId(), event.actor().id())
                && (query.agentId() == null || agents.contains(query.agentId()))
                && same(query.category(), event.category())
                && (query.action() == null || prefixes.contains(query.action()))
                && same(query.targetKind(), targetKind)
                && same(query.targetId(), targetId)
                && same(query.result(), event.result())
                && same(query.reason(), event.reason())
                && same(query.correlationId(), event.correlationId())
                && (query.from() == null || query.from().toEpochMilli() <= time)
                && (query.to() == null || time < query.to().toEpochMilli());
    }

    private static boolean same(@Nullable Object wanted, @Nullable Object value) {
        return wanted == null || Objects.equals(wanted, value);
    }
}
