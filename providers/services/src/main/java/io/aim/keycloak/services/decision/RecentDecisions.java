package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.decision.ActionRequest;
import io.aim.keycloak.core.decision.RecentActions;
import io.aim.keycloak.spi.decision.DecisionProvider;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.models.RealmModel;

/**
 * What an agent did within the hour before, read when it is asked for. What a limit depends on is read under the lock of
 * the agent's row, so that of decisions at the same moment each knows of those before it.
 */
final class RecentDecisions implements RecentActions {

    private static final Duration HOUR = Duration.ofHours(1);

    private final DecisionProvider store;
    private final RealmModel realm;
    private final String agentId;
    private final ActionRequest request;
    private final Runnable lock;

    /** @param lock makes other decisions about the agent that need it wait until the transaction ends */
    RecentDecisions(DecisionProvider store, RealmModel realm, String agentId, ActionRequest request, Runnable lock) {
        this.store = store;
        this.realm = realm;
        this.agentId = agentId;
        this.request = request;
        this.lock = lock;
    }

    private Instant since() {
        return request.at().minus(HOUR);
    }

    @Override
    public long underGrant(String grantId, long limit) {
        lock.run();
        return store.usesOfGrant(realm, grantId, since(), limit);
    }

    @Override
    public long actions(long limit) {
        return store.actions(realm, agentId, since(), limit);
    }

    /** Only who moves bytes can go beyond a number of them. */
    @Override
    public long bytes() {
        if (request.bytes() > 0) {
            lock.run();
        }
        return store.bytes(realm, agentId, since());
    }

    @Override
    public long violations(long limit) {
        lock.run();
        return store.violations(realm).recent(agentId, since(), limit);
    }

    /** Violations of capabilities of high or critical risk, with one that this transaction has recorded. */
    long highRiskViolations(long limit) {
        lock.run();
        return store.violations(realm).recentOfHighRisk(agentId, since(), limit);
    }
}
