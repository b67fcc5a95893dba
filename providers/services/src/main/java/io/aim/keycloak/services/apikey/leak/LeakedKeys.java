package io.aim.keycloak.services.apikey.leak;

import io.aim.keycloak.core.apikey.ApiKeyState;
import io.aim.keycloak.core.apikey.PlainApiKey;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.services.apikey.hash.ApiKeyHashProvider;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.spi.apikey.ApiKey;
import io.aim.keycloak.spi.apikey.ApiKeyProvider;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Revokes keys that were found in public, whichever realm they are of: who found one holds its secret. */
record LeakedKeys(KeycloakSession session) {

    private static final String TRUE = "true_positive";
    private static final String FALSE = "false_positive";

    /** Rows are locked in the order of their ids: two reports of the same keys must not wait for each other. */
    List<LeakVerdictRepresentation> revoke(List<LeakReport.Found> report) {
        Map<LeakReport.Found, String> labels = new HashMap<>();
        report.stream()
                .sorted(Comparator.comparing(LeakReport.Found::token))
                .forEach(found -> labels.put(found, revoke(found) ? TRUE : FALSE));
        return report.stream()
                .map(found ->
                        new LeakVerdictRepresentation(found.hash(), found.type(), labels.getOrDefault(found, FALSE)))
                .toList();
    }

    private boolean revoke(LeakReport.Found found) {
        PlainApiKey plain = PlainApiKey.parse(found.token()).orElse(null);
        ApiKeyProvider keys = session.getProvider(ApiKeyProvider.class);
        Optional<ApiKey> stored = plain == null ? Optional.empty() : keys.lock(plain.id());
        RealmModel realm =
                stored.map(key -> session.realms().getRealm(key.realmId())).orElse(null);
        if (plain == null || stored.isEmpty() || realm == null) {
            return false;
        }
        ApiKey key = stored.get();
        session.getContext().setRealm(realm); // the pepper may be in the realm's own vault
        if (!key.secrets()
                .include(plain, session.getProvider(ApiKeyHashProvider.class).peppers())) {
            return false;
        }
        if (key.state() != ApiKeyState.REVOKED) {
            keys.save(key.in(ApiKeyState.REVOKED));
        }
        AuditTrail trail = new AuditTrail(session, realm);
        trail.write(trail.begin(AuditAction.API_KEY_LEAKED, AuditActor.SYSTEM)
                .target("api_key", key.id(), key.name())
                .detail("reporter", "github")
                .detail("url", found.url())
                .detail("previous_state", key.state().code()));
        return true;
    }
}
