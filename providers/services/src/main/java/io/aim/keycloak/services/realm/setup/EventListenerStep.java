package io.aim.keycloak.services.realm.setup;

import io.aim.keycloak.services.agent.AgentEventListenerProviderFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The event listener that logs and counts what agents do. */
final class EventListenerStep implements SetupStep {

    private static final String ITEM = "event-listener";

    @Override
    public SetupItem check(KeycloakSession session, RealmModel realm) {
        return isPresent(realm)
                ? SetupItem.of(ITEM, SetupItem.Status.PRESENT, AgentEventListenerProviderFactory.ID + " listens")
                : SetupItem.of(ITEM, SetupItem.Status.MISSING, AgentEventListenerProviderFactory.ID);
    }

    @Override
    public boolean neededByAgents() {
        return false;
    }

    @Override
    public List<SetupChange> apply(KeycloakSession session, RealmModel realm) {
        if (isPresent(realm)) {
            return List.of();
        }
        Set<String> listeners = Stream.concat(
                        realm.getEventsListenersStream(), Stream.of(AgentEventListenerProviderFactory.ID))
                .collect(Collectors.toSet());
        realm.setEventsListeners(listeners);
        return List.of(new SetupChange(ITEM, "added", AgentEventListenerProviderFactory.ID));
    }

    private static boolean isPresent(RealmModel realm) {
        return realm.getEventsListenersStream().anyMatch(AgentEventListenerProviderFactory.ID::equals);
    }
}
