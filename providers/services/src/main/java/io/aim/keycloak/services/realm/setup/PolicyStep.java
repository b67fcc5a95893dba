package io.aim.keycloak.services.realm.setup;

import io.aim.keycloak.services.policy.Policies;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The policies that every realm begins with; once they were added, the realm's administrators decide about them. */
final class PolicyStep implements SetupStep {

    private static final String ITEM = "policies";

    @Override
    public SetupItem check(KeycloakSession session, RealmModel realm) {
        return new Policies(session, realm).hasDefaults()
                ? SetupItem.of(ITEM, SetupItem.Status.PRESENT, "the realm got the default policies")
                : SetupItem.of(ITEM, SetupItem.Status.MISSING, "the default policies");
    }

    @Override
    public boolean neededByAgents() {
        return false;
    }

    @Override
    public List<SetupChange> apply(KeycloakSession session, RealmModel realm) {
        Policies policies = new Policies(session, realm);
        if (policies.hasDefaults()) {
            return List.of();
        }
        return policies.addDefaults().stream()
                .map(name -> new SetupChange(ITEM, "created", name))
                .toList();
    }
}
