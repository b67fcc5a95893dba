package io.aim.keycloak.services.alert.rules;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertSignal;
import io.aim.keycloak.core.alert.AlertType;
import io.aim.keycloak.services.alert.InRealm;
import io.aim.keycloak.spi.alert.AlertProvider;
import io.aim.keycloak.spi.audit.AuditProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Sees that the trail of a realm stands still: nothing that happens there would be looked at. Each node counts a stall
 * once, when it begins to see it.
 */
final class SequencerWatch {

    private final KeycloakSessionFactory factory;
    private final Duration longest;
    private final Set<String> known = new HashSet<>();

    /** @param longest how long an event may wait for its number */
    SequencerWatch(KeycloakSessionFactory factory, Duration longest) {
        this.factory = factory;
        this.longest = longest;
    }

    void look() {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        List<String> stalled = KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> session.getProvider(AuditProvider.class).realmsWaitingSince(now.minus(longest)));
        known.retainAll(stalled);
        for (String realmId : stalled) {
            if (!known.contains(realmId)) {
                new InRealm(factory).call(realmId, (session, realm) -> raise(session, realm, now));
                known.add(realmId);
            }
        }
    }

    private static boolean raise(KeycloakSession session, RealmModel realm, Instant now) {
        session.getProvider(AlertProvider.class)
                .raise(
                        realm,
                        AlertSignal.once(
                                AlertType.AUDIT_SEQUENCER_STALLED, AlertSeverity.CRITICAL, "", null, null, null, now));
        return true;
    }
}
