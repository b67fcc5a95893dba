package io.aim.keycloak.services.realm.template;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.services.agent.AgentImport;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.realm.setup.RealmSetup;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Content of a realm's JSON for this product: attributes that are carried out once, in the transaction that makes the realm, and
 * then taken away. What cannot be carried out fails the import.
 */
public final class RealmTemplate {

    /** Realm attribute: {@code true} makes the realm agent-ready. */
    static final String SETUP = "aim.template.setup";
    /** Realm attribute: agents as JSON lines; implies {@link #SETUP}. */
    static final String AGENTS = "aim.template.agents";

    private RealmTemplate() {}

    /** Carries out what a realm that was just made says. */
    public static void onEvent(ProviderEvent event) {
        if (event instanceof RealmModel.RealmPostCreateEvent created) {
            apply(created.getKeycloakSession(), created.getCreatedRealm());
        }
    }

    /** @throws ModelException if a line cannot be carried out */
    private static void apply(KeycloakSession session, RealmModel realm) {
        String agents = realm.getAttribute(AGENTS);
        boolean setup = Boolean.parseBoolean(realm.getAttribute(SETUP));
        realm.removeAttribute(AGENTS);
        realm.removeAttribute(SETUP);
        if (agents == null && !setup) {
            return;
        }
        new RealmSetup(session, realm).apply();
        AuditTrail trail = new AuditTrail(session, realm);
        trail.write(trail.begin(AuditAction.REALM_SETUP)
                .target("realm", realm.getId(), realm.getName())
                .detail("source", "realm import"));
        if (agents != null) {
            try {
                new AgentImport(session, realm).takeAll(agents);
            } catch (ModelException e) {
                throw new ModelException("Realm attribute " + AGENTS + ", " + e.getMessage(), e);
            }
        }
    }
}
