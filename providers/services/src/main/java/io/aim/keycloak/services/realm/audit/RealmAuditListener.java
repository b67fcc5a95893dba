package io.aim.keycloak.services.realm.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.services.audit.RequestOrigin;
import io.aim.keycloak.services.permission.AimRole;
import io.aim.keycloak.services.realm.guard.AdminEvents;
import io.aim.keycloak.services.realm.guard.RoleMentions;
import io.aim.keycloak.services.rest.CommitRefusal;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.util.JsonSerialization;

/**
 * Mirrors Keycloak's admin events into the audit trail, in the transaction of the change, where they concern an agent's
 * client, an AIM role or the security of an agent-ready realm. Representations are not mirrored: they may hold secrets.
 */
record RealmAuditListener(KeycloakSession session) implements EventListenerProvider {

    private static final String CLIENTS = "clients/";
    private static final String USERS = "users/";

    private static final Set<ResourceType> SECURITY = EnumSet.of(
            ResourceType.REALM,
            ResourceType.AUTH_FLOW,
            ResourceType.AUTH_EXECUTION_FLOW,
            ResourceType.AUTH_EXECUTION,
            ResourceType.AUTHENTICATOR_CONFIG,
            ResourceType.REQUIRED_ACTION,
            ResourceType.REQUIRED_ACTION_CONFIG,
            ResourceType.IDENTITY_PROVIDER,
            ResourceType.IDENTITY_PROVIDER_MAPPER,
            ResourceType.USER_FEDERATION_PROVIDER,
            ResourceType.COMPONENT,
            ResourceType.CLIENT_SCOPE,
            ResourceType.CLIENT_INITIAL_ACCESS_MODEL);

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm == null || AdminEvents.isOurOwn(event) || !isAgentReady(realm)) {
            return;
        }
        try {
            AuditEvent entry = entry(realm, event);
            if (entry != null) {
                session.getProvider(AuditProvider.class).append(List.of(entry));
            }
        } catch (RuntimeException e) {
            CommitRefusal.refuse(session, () -> e); // without its event the change is not made
        }
    }

    private static boolean isAgentReady(RealmModel realm) {
        return AimRole.containers(realm).stream()
                .anyMatch(container -> container.getRole(AimRole.VIEW.roleName()) != null);
    }

    private @Nullable AuditEvent entry(RealmModel realm, AdminEvent event) {
        AuditEvent.Builder ofClient = ofClient(realm, event);
        if (ofClient != null) {
            return ofClient.build();
        }
        if (namesOurRole(realm, event)) {
            String path = String.valueOf(event.getResourcePath());
            AuditEvent.Builder entry = begin(AuditAction.ROLE_CHANGED, event);
            if (path.startsWith(USERS)) {
                UserModel user = session.users().getUserById(realm, part(path));
                return entry.target("user", part(path), user == null ? null : user.getUsername())
                        .build();
            }
            return entry.target("role", null, null).build();
        }
        return SECURITY.contains(event.getResourceType())
                ? begin(AuditAction.REALM_SECURITY_CHANGED, event)
                        .target("realm", realm.getId(), realm.getName())
                        .build()
                : null;
    }

    /** If the path leads to the client of an agent or MCP server. */
    private AuditEvent.@Nullable Builder ofClient(RealmModel realm, AdminEvent event) {
        String path = event.getResourcePath();
        if (path == null || !path.startsWith(CLIENTS)) {
            return null;
        }
        AgentModel agent = session.getProvider(AgentProvider.class)
                .getByClient(realm, part(path))
                .orElse(null);
        if (agent != null) {
            return begin(AuditAction.CLIENT_CHANGED, event)
                    .target("client", agent.getClientUuid(), agent.getName())
                    .detail("agent", agent.getId());
        }
        return session.getProvider(McpServerProvider.class)
                .getByClient(realm, part(path))
                .map(server -> begin(AuditAction.CLIENT_CHANGED, event)
                        .target("client", server.getClientUuid(), server.getName())
                        .detail("mcp_server", server.getId()))
                .orElse(null);
    }

    /** The second part of a path. */
    private static String part(String path) {
        String[] parts = path.split("/", 3);
        return parts.length > 1 ? parts[1] : "";
    }

    private boolean namesOurRole(RealmModel realm, AdminEvent event) {
        String representation = event.getRepresentation();
        if (representation == null) {
            return false;
        }
        try {
            return new RoleMentions(session, realm).in(JsonSerialization.readValue(representation, JsonNode.class));
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak wrote an admin event that is not JSON", e);
        }
    }

    private AuditEvent.Builder begin(AuditAction action, AdminEvent event) {
        AuthDetails administrator = event.getAuthDetails();
        RequestOrigin origin = RequestOrigin.of(session);
        return AuditEvent.of(action, event.getRealmId(), Instant.ofEpochMilli(event.getTime()), actor(administrator))
                .from(administrator == null ? origin.sourceIp() : administrator.getIpAddress(), origin.userAgent())
                .correlationId(event.getId())
                .detail("resource_type", event.getResourceTypeAsString())
                .detail("operation", event.getOperationType().name().toLowerCase(Locale.ROOT))
                .detail("path", event.getResourcePath())
                .detail("admin_realm", administrator == null ? null : administrator.getRealmName());
    }

    private AuditActor actor(@Nullable AuthDetails administrator) {
        if (administrator == null || administrator.getUserId() == null) {
            return AuditActor.SYSTEM;
        }
        RealmModel realm = session.realms().getRealm(administrator.getRealmId());
        UserModel user = realm == null ? null : session.users().getUserById(realm, administrator.getUserId());
        return new AuditActor(AuditActorKind.USER, administrator.getUserId(), user == null ? null : user.getUsername());
    }

    @Override
    public void onEvent(Event event) {
        // what agents do is written where agents are known
    }

    @Override
    public void close() {
        // stateless
    }
}
