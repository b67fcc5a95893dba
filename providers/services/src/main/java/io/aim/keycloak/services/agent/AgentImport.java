package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.core.key.PublicKeyParser;
import io.aim.keycloak.services.bulk.ImportOutcome;
import io.aim.keycloak.services.bulk.ImportOutcome.Result;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/**
 * Brings a realm's agents in line with lines of an {@link AgentExport}, by their names. An agent that is not there is registered,
 * pending as any other; of one that is there, the fields that the line has are changed. Statuses and keys of agents that are
 * there never change: an import is no way around verification, revocation or rotation.
 */
public final class AgentImport {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AgentService service;

    public AgentImport(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.service = new AgentService(session, realm);
    }

    /**
     * Takes a line over, in the session's transaction, which is to be rolled back where the agent is unchanged.
     *
     * @throws InvalidInputException if a field breaks a rule
     * @throws AimException if the line contradicts what is there
     */
    ImportOutcome take(String text) {
        ObjectNode line = JsonBody.object(text);
        String name = AgentRules.name(line.path("name").asText(""));
        JsonNode status = line.remove("status");
        if (status != null && AgentRules.status(status.asText("")) == AgentStatus.REVOKED) {
            return new ImportOutcome(Result.SKIPPED, name, null);
        }
        Optional<AgentModel> present = session.getProvider(AgentProvider.class).getByName(realm, name);
        if (present.isEmpty()) {
            return new ImportOutcome(
                    Result.CREATED, name, service.register(registration(line)).getId());
        }
        return update(service.lock(present.get().getId()), line);
    }

    /**
     * Takes many lines over, in the session's transaction.
     *
     * @throws ModelException at the first line that cannot be taken over, naming it and why
     */
    public void takeAll(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                if (!lines.get(i).isBlank()) {
                    take(lines.get(i));
                }
            } catch (InvalidInputException | AimException e) {
                throw new ModelException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
    }

    private ImportOutcome update(AgentModel agent, ObjectNode line) {
        if (agent.getStatus() == AgentStatus.REVOKED) {
            throw AimException.conflict("agent_revoked", "The agent of this name is revoked for good", "name");
        }
        requireSameKey(agent, line.remove("publicKey"));
        AgentLine before = AgentLine.of(session, realm, agent);
        line.remove("mcpServers"); // declared once, at registration
        removeWhere(line, "owner", before.owner());
        removeWhere(line, "sponsor", before.sponsor());
        removeWhere(line, "expiresAt", before.expiresAt());
        AgentModel after = service.update(agent.getId(), JsonBody.of(line, AgentService.CHANGEABLE));
        return new ImportOutcome(
                before.equals(AgentLine.of(session, realm, after)) ? Result.UNCHANGED : Result.UPDATED,
                agent.getName(),
                after.getId());
    }

    private static AgentRegistration registration(ObjectNode line) {
        return AgentRegistration.of(JsonBody.of(line, AgentRegistration.FIELDS), null, AgentService.now());
    }

    /** To say again who the owner is would end an offer to become it; a date that has passed cannot be set again. */
    private static void removeWhere(ObjectNode line, String field, @Nullable String value) {
        if (value != null && value.equals(line.path(field).textValue())) {
            line.remove(field);
        }
    }

    private static void requireSameKey(AgentModel agent, @Nullable JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return;
        }
        String thumbprint = PublicKeyParser.parse(
                        "publicKey", JsonSerialization.mapper.convertValue(sent, Object.class))
                .thumbprint();
        boolean known = agent.getKeys().stream()
                .anyMatch(key -> key.thumbprint().equals(thumbprint)
                        && (key.state() == KeyState.ACTIVE || key.state() == KeyState.GRACE));
        if (!known) {
            throw AimException.conflict(
                    "key_differs", "The agent has other keys: rotate them, an import does not", "publicKey");
        }
    }
}
