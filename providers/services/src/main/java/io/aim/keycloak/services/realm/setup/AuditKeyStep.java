package io.aim.keycloak.services.realm.setup;

import io.aim.keycloak.services.audit.checkpoint.AuditAuthority;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The key that signs the checkpoints of the audit trail. */
final class AuditKeyStep implements SetupStep {

    private static final String ITEM = "audit-key";

    @Override
    public SetupItem check(KeycloakSession session, RealmModel realm) {
        return AuditAuthority.hasKey(realm)
                ? SetupItem.of(ITEM, SetupItem.Status.PRESENT, "a key signs the checkpoints of the audit trail")
                : SetupItem.of(ITEM, SetupItem.Status.MISSING, "the key that signs the checkpoints of the audit trail");
    }

    @Override
    public boolean neededByAgents() {
        return false;
    }

    @Override
    public List<SetupChange> apply(KeycloakSession session, RealmModel realm) {
        if (AuditAuthority.hasKey(realm)) {
            return List.of();
        }
        AuditAuthority.addKey(realm);
        return List.of(new SetupChange(ITEM, "created", "Ed25519 key provider aim-audit-key"));
    }
}
