package io.aim.keycloak.services.agent.lifecycle;

import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Changes agents in the background, each in a transaction of its own: what fails for one does not stop the others. */
record BackgroundChanges(KeycloakSessionFactory factory) {

    private static final Logger LOG = Logger.getLogger(BackgroundChanges.class);

    /** What is done for one agent; its row is locked. */
    interface Change {
        void on(KeycloakSession session, RealmModel realm, AgentModel agent);
    }

    void change(String realmId, String agentId, Change change) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> {
                RealmModel realm = session.realms().getRealm(realmId);
                if (realm != null) {
                    session.getContext().setRealm(realm);
                    session.getProvider(AgentProvider.class)
                            .getByIdForUpdate(realm, agentId)
                            .ifPresent(agent -> change.on(session, realm, agent));
                }
            });
        } catch (RuntimeException e) {
            LOG.warnf(e, "What is due for agent %s could not be done", agentId);
        }
    }
}
