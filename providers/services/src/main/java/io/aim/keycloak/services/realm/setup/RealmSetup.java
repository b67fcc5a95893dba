package io.aim.keycloak.services.realm.setup;

import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Makes a realm agent-ready; repeating it changes nothing. */
public final class RealmSetup {

    private static final List<SetupStep> STEPS = List.of(
            new RolesStep(),
            new ClientScopeStep(),
            new ClientAuthenticationFlowStep(),
            new EventListenerStep(),
            new AuditKeyStep(),
            new PolicyStep());

    private final KeycloakSession session;
    private final RealmModel realm;

    public RealmSetup(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** What is there and what is missing. */
    public SetupReport check() {
        return report(List.of());
    }

    /** Adds what is missing. */
    public SetupReport apply() {
        List<SetupChange> changes = STEPS.stream()
                .flatMap(step -> step.apply(session, realm).stream())
                .toList();
        return report(changes);
    }

    /** Whether agents can be registered and can authenticate. */
    public boolean isReady() {
        return STEPS.stream()
                .filter(SetupStep::neededByAgents)
                .allMatch(step -> step.check(session, realm).isPresent());
    }

    private SetupReport report(List<SetupChange> changes) {
        List<SetupItem> items =
                STEPS.stream().map(step -> step.check(session, realm)).toList();
        return new SetupReport(items.stream().allMatch(SetupItem::isPresent), changes, items);
    }
}
