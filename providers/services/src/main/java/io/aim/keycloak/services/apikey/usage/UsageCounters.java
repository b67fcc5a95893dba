package io.aim.keycloak.services.apikey.usage;

import io.aim.keycloak.spi.apikey.ApiKeyUsage;
import io.aim.keycloak.spi.apikey.ApiKeyUse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Uses since the start of this node. Counters only grow, and what was written is remembered beside them: no use is lost
 * or written twice, however many threads count while others are written, and when a write fails the next one has it.
 */
final class UsageCounters {

    private final Map<Slot, Counter> counters = new ConcurrentHashMap<>();

    private record Slot(String keyId, String realmId, LocalDate day, String operation) {}

    private static final class Counter {
        private final LongAdder requests = new LongAdder();
        private final LongAdder errors = new LongAdder();
        private final LongAccumulator lastUsed = new LongAccumulator(Math::max, 0);
        private long writtenRequests;
        private long writtenErrors;
    }

    private record Change(Slot slot, Counter counter, long requests, long errors) {

        ApiKeyUsage usage() {
            return new ApiKeyUsage(
                    slot.day, slot.operation, requests - counter.writtenRequests, errors - counter.writtenErrors);
        }

        void written() {
            counter.writtenRequests = requests;
            counter.writtenErrors = errors;
        }
    }

    void count(String keyId, String realmId, String operation, Instant time, boolean success) {
        LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
        Counter counter = counters.computeIfAbsent(new Slot(keyId, realmId, day, operation), slot -> new Counter());
        counter.lastUsed.accumulate(time.toEpochMilli());
        counter.requests.increment();
        if (!success) {
            counter.errors.increment();
        }
    }

    /** Hands over what was counted since the last time, in the order of the keys; nothing if there is nothing. */
    synchronized void write(Instant now, Consumer<List<ApiKeyUse>> store) {
        List<Change> changes = changes();
        if (!changes.isEmpty()) {
            store.accept(uses(changes));
            changes.forEach(Change::written);
        }
        LocalDate yesterday = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
        counters.entrySet()
                .removeIf(entry -> entry.getKey().day.isBefore(yesterday)
                        && entry.getValue().requests.sum() == entry.getValue().writtenRequests
                        && entry.getValue().errors.sum() == entry.getValue().writtenErrors);
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        counters.forEach((slot, counter) -> {
            long requests = counter.requests.sum();
            long errors = counter.errors.sum();
            if (requests != counter.writtenRequests || errors != counter.writtenErrors) {
                changes.add(new Change(slot, counter, requests, errors));
            }
        });
        changes.sort(Comparator.comparing((Change change) -> change.slot.day)
                .thenComparing(change -> change.slot.operation));
        return changes;
    }

    /** One order on every node: rows that two nodes write at once must not be locked crosswise. */
    private static List<ApiKeyUse> uses(List<Change> changes) {
        Map<String, List<Change>> byKey = new TreeMap<>();
        changes.forEach(change -> byKey.computeIfAbsent(change.slot.keyId, id -> new ArrayList<>())
                .add(change));
        return byKey.values().stream()
                .map(ofKey -> new ApiKeyUse(
                        ofKey.get(0).slot.keyId,
                        ofKey.get(0).slot.realmId,
                        Instant.ofEpochMilli(ofKey.stream()
                                .mapToLong(change -> change.counter.lastUsed.get())
                                .max()
                                .orElse(0)),
                        ofKey.stream().map(Change::usage).toList()))
                .toList();
    }
}
