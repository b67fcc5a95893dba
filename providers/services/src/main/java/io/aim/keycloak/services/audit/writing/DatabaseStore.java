package io.aim.keycloak.services.audit.writing;

import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.spi.audit.AuditProvider;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Writes to Keycloak's database, and does not wait long for it. */
final class DatabaseStore implements AuditWriter.Store {

    /** A replay is larger than a batch, and nobody waits for it. */
    private static final Duration REPLAY_LIMIT = Duration.ofSeconds(10);

    private final KeycloakSessionFactory factory;
    private final Duration limit;
    private final HangBreaker breaker;

    /**
     * @param limit how long a batch may take
     * @param pause how long nothing but a replay is tried after the database has hung
     */
    DatabaseStore(KeycloakSessionFactory factory, Duration limit, Duration pause) {
        this.factory = factory;
        this.limit = limit;
        this.breaker = new HangBreaker(pause, System::nanoTime);
    }

    @Override
    public void write(List<AuditEvent> batch) {
        breaker.run(limit, work(limit, audit -> audit.append(batch)));
    }

    @Override
    public void writeMissing(List<AuditEvent> batch) {
        breaker.probe(REPLAY_LIMIT, work(REPLAY_LIMIT, audit -> audit.appendMissing(batch)));
    }

    private HangBreaker.Work work(Duration atMost, Consumer<AuditProvider> writing) {
        return breakOff -> KeycloakModelUtils.runJobInTransaction(factory, session -> {
            AuditProvider audit = session.getProvider(AuditProvider.class);
            breakOff.by(audit.limitWaiting(atMost));
            writing.accept(audit);
        });
    }

    @Override
    public void close() {
        breaker.close();
    }
}
