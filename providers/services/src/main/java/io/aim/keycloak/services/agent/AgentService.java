package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.capability.CapabilityRequests;
import io.aim.keycloak.services.key.KeySettings;
import io.aim.keycloak.services.key.RegisteredKeys;
import io.aim.keycloak.services.mcp.McpConnections;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.NewAgent;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Registers, changes and removes agents, each together with its client, in the session's transaction. */
final class AgentService {

    /** Resource type of the admin events. */
    static final String RESOURCE_TYPE = "AIM_AGENT";

    /** What a change may name. */
    static final String[] CHANGEABLE = Stream.concat(
                    Stream.of("name", "owner", "sponsor"), Stream.of(AgentProfileFields.NAMES))
            .toArray(String[]::new);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AgentProvider agents;
    private final AgentPeople people;
    private final AgentOrganization organization;
    private final AuditTrail trail;

    AgentService(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.agents = session.getProvider(AgentProvider.class);
        this.people = new AgentPeople(session, realm);
        this.organization = new AgentOrganization(session, realm);
        this.trail = new AuditTrail(session, realm);
    }

    /** The time by which requests are judged. */
    static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    /** Registers an agent in status pending, in a realm that is set up. */
    AgentModel register(AgentRegistration registration) {
        UserModel owner = people.require("owner", registration.owner());
        UserModel sponsor = people.require("sponsor", registration.sponsor());
        String organizationId = organization.require(registration.profile().organizationId());
        McpConnections connections = new McpConnections(session, realm);
        Set<String> mcpServers = connections.require("mcpServers", registration.mcpServers());
        requireFree(registration);
        String clientUuid = KeycloakModelUtils.generateId();
        AgentModel agent = agents.create(
                realm,
                new NewAgent(
                        clientUuid,
                        registration.name(),
                        owner.getId(),
                        sponsor.getId(),
                        registration.publicKey(),
                        now().plus(KeySettings.of(realm).lifetime()),
                        registration.profile().inOrganization(organizationId)));
        ClientModel client = BackingClient.create(session, realm, clientUuid, registration.name());
        organization.move(client, null, organizationId);
        trail.write(trail.begin(AuditAction.AGENT_REGISTERED, agent)
                .keyThumbprint(registration.publicKey().thumbprint())
                .detail("type", agent.getType().code())
                .detail("owner", agent.getOwnerId())
                .detail("sponsor", agent.getSponsorId()));
        new CapabilityRequests(session, realm).declared(agent, agent.getDeclaredCapabilities());
        connections.declare(agent, mcpServers);
        return agent;
    }

    private void requireFree(AgentRegistration registration) {
        RegisteredKeys.requireNew(session, realm, "publicKey", registration.publicKey());
        if (agents.nameExists(realm, registration.name())) {
            throw AimException.conflict("name_taken", "An agent with this name exists in the realm", "name");
        }
        if (realm.getClientByClientId(registration.name()) != null) {
            throw AimException.conflict(
                    "client_id_taken",
                    "A client with this client id exists in the realm; the name becomes one",
                    "name");
        }
        if (session.users().getUserByUsername(realm, BackingClient.serviceAccountName(registration.name())) != null) {
            throw AimException.conflict(
                    "service_account_taken", "A user has the name that the agent's service account would get", "name");
        }
    }

    /** Changes what the body names; the rest stays. */
    AgentModel update(String agentId, @Nullable String json) {
        return update(agentId, JsonBody.parse(json, CHANGEABLE));
    }

    /** As above, with a body of {@link #CHANGEABLE}. */
    AgentModel update(String agentId, JsonBody body) {
        AgentModel agent = lock(agentId);
        if (body.has("name") && !agent.getName().equals(body.text("name"))) {
            throw new InvalidInputException("name", "immutable", "name is the OAuth client id and cannot change");
        }
        Set<String> declaredBefore = agent.getDeclaredCapabilities();
        AgentProfileFields.change(agent, body, now());
        for (AgentPerson person : AgentPerson.values()) {
            if (body.has(person.code())) {
                AgentPeople.set(
                        agent,
                        person,
                        people.require(person.code(), body.text(person.code())).getId());
            }
        }
        if (body.has("organization")) {
            changeOrganization(agent, organization.require(body.text("organization")));
        }
        trail.write(trail.begin(AuditAction.AGENT_UPDATED, agent)
                .detail("fields", String.join(" ", body.fields()))
                .detail("owner", agent.getOwnerId())
                .detail("sponsor", agent.getSponsorId()));
        declareNew(agent, declaredBefore);
        return agent;
    }

    private void declareNew(AgentModel agent, Set<String> before) {
        Set<String> declared = new LinkedHashSet<>(agent.getDeclaredCapabilities());
        declared.removeAll(before);
        if (!declared.isEmpty() && agent.getStatus() != AgentStatus.REVOKED) {
            new CapabilityRequests(session, realm).declared(agent, declared);
        }
    }

    private void changeOrganization(AgentModel agent, @Nullable String organizationId) {
        ClientModel client = realm.getClientById(agent.getClientUuid());
        if (client != null) {
            organization.move(client, agent.getOrganizationId(), organizationId);
        }
        agent.setOrganizationId(organizationId);
    }

    /**
     * The agent with that id.
     *
     * @throws AimException 404 if there is none in the realm
     */
    AgentModel find(String agentId) {
        return agents.getById(realm, agentId).orElseThrow(() -> AimException.notFound("No such agent"));
    }

    /** The row as it is now; concurrent changes wait for one another. */
    AgentModel lock(String agentId) {
        return agents.getByIdForUpdate(realm, agentId).orElseThrow(() -> AimException.notFound("No such agent"));
    }

    /** Removes the agent and its client; what it held is cut, and its revoked keys stay known. */
    void remove(AgentModel agent) {
        ClientModel client = realm.getClientById(agent.getClientUuid());
        trail.write(trail.begin(AuditAction.AGENT_DELETED, agent)
                .detail(
                        "keys",
                        String.join(
                                " ",
                                agent.getKeys().stream()
                                        .filter(key -> key.state() != KeyState.REVOKED)
                                        .map(key -> key.thumbprint())
                                        .toList())));
        agents.remove(realm, agent);
        if (client != null) {
            BackingClient.remove(session, realm, client);
        }
    }
}
