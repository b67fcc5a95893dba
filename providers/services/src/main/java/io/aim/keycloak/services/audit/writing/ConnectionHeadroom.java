package io.aim.keycloak.services.audit.writing;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Request threads hold a connection each while they wait for the writer, and the writer needs one more: with none left all
 * of them would wait until their time is over.
 *
 * @param connections size of the pool of connections, if known
 * @param threads most threads that serve requests, if known
 */
record ConnectionHeadroom(
        @Nullable Integer connections, @Nullable Integer threads) {

    /** As Keycloak translates {@code db-pool-max-size} and {@code http-pool-max-threads}, with their defaults. */
    static ConnectionHeadroom of(Config config) {
        return new ConnectionHeadroom(
                config.getOptionalValue("quarkus.datasource.jdbc.max-size", Integer.class)
                        .orElse(null),
                config.getOptionalValue("quarkus.thread-pool.max-threads", Integer.class)
                        .orElse(null));
    }

    /** What to tell the operator. */
    Optional<String> warning() {
        return connections == null || threads == null || connections > threads
                ? Optional.empty()
                : Optional.of(
                        ("db-pool-max-size is %d and http-pool-max-threads is %d: as soon as every request thread holds"
                                        + " a connection, the audit trail cannot be written and requests fail with 503. Set"
                                        + " db-pool-max-size above http-pool-max-threads")
                                .formatted(connections, threads));
    }
}
