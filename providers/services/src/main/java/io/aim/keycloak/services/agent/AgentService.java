package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.key.Ed25519Verifiers;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.NewAgent;
import java.time.Duration;
import java.time.Instant;
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

    /** Realm attribute: days until a registered key expires; default 365. */
    private static final String KEY_LIFETIME_DAYS = "aim.key.lifetime-days";

    private static final int DEFAULT_KEY_LIFETIME_DAYS = 365;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AgentProvider agents;
    private final AuditTrail trail;

    AgentService(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.agents = session.getProvider(AgentProvider.class);
        this.trail = new AuditTrail(session, realm);
    }

    /** Registers an agent in status pending, in a realm that is set up. */
    AgentModel register(AgentRegistration registration) {
        UserModel owner = user("owner", registration.owner());
        UserModel sponsor = user("sponsor", registration.sponsor());
        requireFree(registration);
        String clientUuid = KeycloakModelUtils.generateId();
        AgentModel agent = agents.create(
                realm,
                new NewAgent(
                        clientUuid,
                        registration.name(),
                        registration.displayName(),
                        registration.description(),
                        registration.type(),
                        owner.getId(),
                        sponsor.getId(),
                        registration.publicKey(),
                        keyExpiry(),
                        registration.declaredCapabilities(),
                        registration.allowLegacyAudience()));
        BackingClient.create(session, realm, clientUuid, registration.name());
        trail.write(trail.begin(AuditAction.AGENT_REGISTERED, agent)
                .keyThumbprint(registration.publicKey().thumbprint())
                .detail("type", agent.getType().code())
                .detail("owner", agent.getOwnerId())
                .detail("sponsor", agent.getSponsorId()));
        return agent;
    }

    private void requireFree(AgentRegistration registration) {
        requireValidPoint(registration.publicKey());
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
        if (agents.keyExists(realm, registration.publicKey().thumbprint())) {
            throw AimException.conflict(
                    "key_in_use", "This key is registered in the realm; every agent has keys of its own", "publicKey");
        }
    }

    private static void requireValidPoint(Ed25519PublicKey key) {
        try {
            Ed25519Verifiers.current().prepare(key);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("publicKey", "invalid_public_key", String.valueOf(e.getMessage()));
        }
    }

    private Instant keyExpiry() {
        int days = Math.max(1, realm.getAttribute(KEY_LIFETIME_DAYS, DEFAULT_KEY_LIFETIME_DAYS));
        return Instant.ofEpochMilli(Time.currentTimeMillis()).plus(Duration.ofDays(days));
    }

    /** A person of the realm, by id or username. */
    private UserModel user(String field, @Nullable String idOrUsername) {
        String text = AgentRules.required(field, idOrUsername);
        UserModel user = new UserLookup(session, realm).find(text);
        if (user == null || user.getServiceAccountClientLink() != null) {
            throw new InvalidInputException(field, "unknown_user", field + " must be a user of the realm");
        }
        return user;
    }

    /** Changes what the body names; the rest stays. */
    AgentModel update(String agentId, @Nullable String json) {
        JsonBody body = JsonBody.parse(
                json,
                "name",
                "displayName",
                "description",
                "type",
                "owner",
                "sponsor",
                "declaredCapabilities",
                "allowLegacyAudience");
        AgentModel agent = lock(agentId);
        if (body.has("name") && !agent.getName().equals(body.text("name"))) {
            throw new InvalidInputException("name", "immutable", "name is the OAuth client id and cannot change");
        }
        if (body.has("displayName")) {
            agent.setDisplayName(AgentRules.text("displayName", body.text("displayName"), AgentRules.DISPLAY_NAME_MAX));
        }
        if (body.has("description")) {
            agent.setDescription(AgentRules.text("description", body.text("description"), AgentRules.DESCRIPTION_MAX));
        }
        if (body.has("type")) {
            agent.setType(AgentRules.type(AgentRules.required("type", body.text("type"))));
        }
        if (body.has("owner")) {
            agent.setOwnerId(user("owner", body.text("owner")).getId());
        }
        if (body.has("sponsor")) {
            agent.setSponsorId(user("sponsor", body.text("sponsor")).getId());
        }
        if (body.has("declaredCapabilities")) {
            agent.setDeclaredCapabilities(
                    AgentRules.capabilities("declaredCapabilities", body.texts("declaredCapabilities")));
        }
        if (body.has("allowLegacyAudience")) {
            agent.setLegacyAudienceAllowed(body.flag("allowLegacyAudience"));
        }
        trail.write(trail.begin(AuditAction.AGENT_UPDATED, agent)
                .detail("fields", String.join(" ", body.fields()))
                .detail("owner", agent.getOwnerId())
                .detail("sponsor", agent.getSponsorId()));
        return agent;
    }

    /** The row as it is now; concurrent changes wait for one another. */
    private AgentModel lock(String agentId) {
        return agents.getByIdForUpdate(realm, agentId).orElseThrow(() -> AimException.notFound("No such agent"));
    }

    /** Removes the agent and its client. */
    void remove(AgentModel agent) {
        ClientModel client = realm.getClientById(agent.getClientUuid());
        trail.write(trail.begin(AuditAction.AGENT_DELETED, agent));
        agents.remove(realm, agent);
        if (client != null) {
            BackingClient.remove(session, realm, client);
        }
    }

    /** Changes the status, and with it whether client and service account are of any use. */
    AgentModel changeStatus(String agentId, AgentStatus target, @Nullable String reason) {
        AgentModel agent = lock(agentId);
        if (!agent.getStatus().canBecome(target)) {
            throw AimException.conflict(
                    "illegal_transition",
                    "An agent that is " + agent.getStatus().code() + " cannot become " + target.code(),
                    "status");
        }
        if (target == AgentStatus.VERIFIED) {
            requireAccountable(agent);
        }
        AgentStatus before = agent.getStatus();
        agent.changeStatus(target, AgentRules.text("reason", reason, AgentRules.REASON_MAX));
        ClientModel client = realm.getClientById(agent.getClientUuid());
        if (client != null) {
            BackingClient.enable(session, client, target == AgentStatus.VERIFIED);
        }
        trail.write(trail.begin(AuditAction.AGENT_STATUS_CHANGED, agent)
                .detail("previous_status", before.code())
                .detail("status", target.code())
                .detail("reason", agent.getStatusReason()));
        return agent;
    }

    private void requireAccountable(AgentModel agent) {
        requirePerson("owner", agent.getOwnerId());
        requirePerson("sponsor", agent.getSponsorId());
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        if (agent.getKeys().stream().noneMatch(key -> key.provenAt() != null && key.isUsable(now))) {
            throw AimException.conflict(
                    "key_not_proven",
                    "The agent has no usable key whose possession it proved: use the challenge endpoints",
                    "keys");
        }
    }

    private void requirePerson(String role, @Nullable String userId) {
        UserModel user = userId == null ? null : session.users().getUserById(realm, userId);
        if (user == null || !user.isEnabled()) {
            throw AimException.conflict(
                    role + "_missing", "The agent needs a " + role + " who is an enabled user", role);
        }
    }
}
