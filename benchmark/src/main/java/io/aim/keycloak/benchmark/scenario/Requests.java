package io.aim.keycloak.benchmark.scenario;

import java.util.List;
import java.util.stream.IntStream;

/** Where the finished requests of one client come from. */
@FunctionalInterface
public interface Requests {

    /** Another request, ready to be sent once. */
    byte[] next();

    /** So many requests, of the given clients in turn; all processors sign. */
    static List<byte[]> take(List<Requests> clients, int count) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> clients.get(i % clients.size()).next())
                .toList();
    }
}
