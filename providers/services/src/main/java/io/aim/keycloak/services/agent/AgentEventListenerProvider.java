package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.assertion.RefusalReason;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;

/** Counts and logs what Keycloak's events say about agents. Tag values come from closed sets. */
final class AgentEventListenerProvider implements EventListenerProvider {

    static final AgentEventListenerProvider INSTANCE = new AgentEventListenerProvider();

    private static final Logger LOG = Logger.getLogger("io.aim.keycloak.agent.events");

    private AgentEventListenerProvider() {}

    @Override
    public void onEvent(Event event) {
        Map<String, String> details = event.getDetails();
        if (details == null) {
            return;
        }
        String reason = details.get(AgentEventDetails.REASON_CODE);
        if (reason != null) {
            refused(event, details, reason);
        } else if (event.getType() == EventType.CLIENT_LOGIN && details.containsKey(AgentEventDetails.AGENT_ID)) {
            loggedIn(event, details);
        }
    }

    private static void refused(Event event, Map<String, String> details, String reason) {
        boolean known =
                Stream.of(RefusalReason.values()).map(RefusalReason::code).anyMatch(reason::equals);
        Metrics.counter("keycloak.aim.agent.refusals", "reason", known ? reason : "other")
                .increment();
        LOG.infof(
                "agent refused: realm=%s client=%s agent=%s key=%s reason=%s ip=%s",
                event.getRealmName(),
                event.getClientId(),
                details.get(AgentEventDetails.AGENT_ID),
                details.get(AgentEventDetails.KEY_THUMBPRINT),
                reason,
                event.getIpAddress());
    }

    private static void loggedIn(Event event, Map<String, String> details) {
        Metrics.counter("keycloak.aim.agent.logins").increment();
        LOG.debugf(
                "agent logged in: realm=%s agent=%s key=%s finding=%s",
                event.getRealmName(),
                details.get(AgentEventDetails.AGENT_ID),
                details.get(AgentEventDetails.KEY_THUMBPRINT),
                details.get(AgentEventDetails.FINDING));
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (AgentService.RESOURCE_TYPE.equals(event.getResourceTypeAsString())) {
            Metrics.counter(
                            "keycloak.aim.agent.changes",
                            "operation",
                            event.getOperationType().name())
                    .increment();
            LOG.debugf(
                    "agent changed: realm=%s path=%s operation=%s",
                    event.getRealmName(), event.getResourcePath(), event.getOperationType());
        }
    }

    @Override
    public void close() {
        // stateless
    }
}
