package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.decision.ActionRequest;
import io.aim.keycloak.core.decision.RecentActions;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.ViolationStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
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
    private DecisionProvider.@Nullable Activity activity;
    private ViolationStore.@Nullable Recent violations;

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
    public long underGrant(String grantId) {
        lock.run();
        return store.usesOfGrant(realm, grantId, since());
    }

    @Override
    public long actions() {
        return activity().actions();
    }

    @Override
    public long bytes() {
        return activity().bytes();
    }

    /** Only who moves bytes can go beyond a number of them. */
    private DecisionProvider.Activity activity() {
        DecisionProvider.Activity known = activity;
        if (known == null) {
            if (request.bytes() > 0) {
                lock.run();
            }
            known = store.activity(realm, agentId, since());
            activity = known;
        }
        return known;
    }

    @Override
    public long violations() {
        return violationCounts().all();
    }

    /** Violations of capabilities of high or critical risk. */
    long highRiskViolations() {
        return violationCounts().highRisk();
    }

    private ViolationStore.Recent violationCounts() {
        ViolationStore.Recent known = violations;
        if (known == null) {
            lock.run();
            known = store.violations(realm).recent(agentId, since());
            violations = known;
        }
        return known;
    }
}
