package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.decision.Decision;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Tells people of decisions, in the session's transaction. */
record DecisionAlerts(KeycloakSession session, RealmModel realm) {

    void raise(AgentSnapshot agent, Decision decision, DecisionRecorder.Recorded recorded, boolean repeated) {
        // alerts come with the store of alerts
    }
}
