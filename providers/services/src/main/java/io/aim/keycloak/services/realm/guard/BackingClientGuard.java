package io.aim.keycloak.services.realm.guard;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.services.agent.BackingClient;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelValidationException;

/**
 * An agent's client keeps the shape that its security rests on. Without this, whoever may manage clients could give a
 * suspended agent another authenticator, or switch its client on.
 */
final class BackingClientGuard {

    private BackingClientGuard() {}

    static void check(KeycloakSession session, ClientModel client) {
        AgentProvider agents = session.getProvider(AgentProvider.class);
        // under the row's lock: a suspension that runs at the same moment is either seen, or comes after
        agents.getByClient(client.getRealm(), client.getId())
                .flatMap(agent -> agents.getByIdForUpdate(client.getRealm(), agent.getId()))
                .ifPresent(agent -> check(agent, client));
    }

    private static void check(AgentModel agent, ClientModel client) {
        List<String> deviations = BackingClient.deviations(client, agent.getName());
        if (!deviations.isEmpty()) {
            throw refusal(agent, "the settings " + String.join(", ", deviations) + " are fixed");
        }
        if (client.isEnabled() && agent.getStatus() != AgentStatus.VERIFIED) {
            throw refusal(agent, "it is enabled and disabled with the agent's status");
        }
    }

    private static ModelValidationException refusal(AgentModel agent, String rule) {
        return new ModelValidationException("This client belongs to the agent '" + agent.getName() + "': " + rule);
    }
}
