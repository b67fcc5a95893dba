package io.aim.keycloak.core.audit.format;

import static io.aim.keycloak.core.audit.format.OcsfClass.ACCOUNT_CHANGE;
import static io.aim.keycloak.core.audit.format.OcsfClass.AUTHENTICATION;
import static io.aim.keycloak.core.audit.format.OcsfClass.AUTHORIZE_SESSION;
import static io.aim.keycloak.core.audit.format.OcsfClass.ENTITY_MANAGEMENT;
import static io.aim.keycloak.core.audit.format.OcsfClass.USER_ACCESS_MANAGEMENT;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OCSF class and activity of an action.
 *
 * @param type class
 * @param activity {@code activity_id} unless a detail of the event says more
 * @param detail name of the detail that says more, such as {@code status}; null when the action says all
 * @param byDetail {@code activity_id} by the value of that detail
 * @param entity {@code entity.type} where that is not the kind of the target
 */
public record OcsfMapping(
        OcsfClass type,
        int activity,
        @Nullable String detail,
        Map<String, Integer> byDetail,
        @Nullable String entity) {

    /** Detail of {@link AuditAction#AGENT_STATUS_CHANGED} and of its like: the new status. */
    public static final String STATUS = "status";

    /** Detail of {@link AuditAction#ROLE_CHANGED}: {@code create} for a grant, {@code delete} when it is taken away. */
    public static final String OPERATION = "operation";

    private static final Set<String> PRINCIPALS = Set.of(AuditTarget.USER, AuditTarget.AGENT);

    private static final int CREATE = 1;
    private static final int READ = 2;
    private static final int UPDATE = 3;
    private static final int DELETE = 4;
    private static final int ENABLE = 8;
    private static final int DISABLE = 9;
    private static final int ACTIVATE = 10;
    private static final int DEACTIVATE = 11;

    private static final Map<AuditAction, OcsfMapping> MAPPINGS = mappings();

    private static Map<AuditAction, OcsfMapping> mappings() {
        Map<AuditAction, OcsfMapping> all = new EnumMap<>(AuditAction.class);
        all.put(AuditAction.AGENT_REGISTERED, of(ACCOUNT_CHANGE, 1));
        all.put(AuditAction.AGENT_UPDATED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AGENT_DELETED, of(ACCOUNT_CHANGE, 6));
        all.put(
                AuditAction.AGENT_STATUS_CHANGED,
                new OcsfMapping(
                        ACCOUNT_CHANGE,
                        OcsfClass.OTHER,
                        STATUS,
                        Map.of("verified", 2, "suspended", 5, "revoked", 5),
                        null));
        all.put(AuditAction.AGENT_PERSON_LOST, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AGENT_KEY_PROVEN, of(ENTITY_MANAGEMENT, ACTIVATE, "key"));
        all.put(AuditAction.AGENT_KEY_ROTATED, of(ENTITY_MANAGEMENT, UPDATE, "key"));
        all.put(AuditAction.AGENT_KEY_ADDED, of(ENTITY_MANAGEMENT, CREATE, "key"));
        all.put(AuditAction.AGENT_KEY_RETIRED, of(ENTITY_MANAGEMENT, DEACTIVATE, "key"));
        all.put(AuditAction.AGENT_KEY_REVOKED, of(ENTITY_MANAGEMENT, DELETE, "key"));
        all.put(AuditAction.AGENT_KEY_EXPIRING, of(ENTITY_MANAGEMENT, OcsfClass.OTHER, "key"));
        all.put(AuditAction.AGENT_KEY_EXPIRED, of(ENTITY_MANAGEMENT, DEACTIVATE, "key"));
        all.put(AuditAction.AGENT_CUT, of(ACCOUNT_CHANGE, 5));
        all.put(AuditAction.AGENT_EXPIRED, of(ACCOUNT_CHANGE, 5));
        all.put(AuditAction.AGENT_TAGGED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AGENT_TRANSFER_OFFERED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AGENT_TRANSFER_ACCEPTED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AGENT_TRANSFER_DECLINED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AGENT_TRANSFER_WITHDRAWN, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AGENT_TRANSFERRED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AGENT_SPONSOR_MISSING, of(ENTITY_MANAGEMENT, OcsfClass.OTHER));
        all.put(AuditAction.AGENT_SPONSOR_RETURNED, of(ENTITY_MANAGEMENT, OcsfClass.OTHER));
        all.put(AuditAction.REALM_SETTINGS_CHANGED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AGENT_TOKEN_ISSUED, of(AUTHENTICATION, 1));
        all.put(AuditAction.AGENT_TOKEN_REFUSED, of(AUTHENTICATION, 1));
        all.put(AuditAction.API_KEY_CREATED, of(ENTITY_MANAGEMENT, CREATE));
        all.put(AuditAction.API_KEY_CHANGED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.API_KEY_ROTATED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.API_KEY_DISABLED, of(ENTITY_MANAGEMENT, DISABLE));
        all.put(AuditAction.API_KEY_ENABLED, of(ENTITY_MANAGEMENT, ENABLE));
        all.put(AuditAction.API_KEY_REVOKED, of(ENTITY_MANAGEMENT, DELETE));
        all.put(AuditAction.API_KEY_LEAKED, of(ENTITY_MANAGEMENT, DELETE));
        all.put(AuditAction.API_KEY_REFUSED, of(AUTHENTICATION, 1));
        all.put(AuditAction.CAPABILITY_GRANTED, of(USER_ACCESS_MANAGEMENT, 1));
        all.put(AuditAction.CAPABILITY_REVOKED, of(USER_ACCESS_MANAGEMENT, 2));
        all.put(AuditAction.CAPABILITY_EXPIRED, of(USER_ACCESS_MANAGEMENT, 2));
        all.put(AuditAction.CAPABILITY_REQUESTED, of(ENTITY_MANAGEMENT, CREATE, "capability request"));
        all.put(AuditAction.CAPABILITY_REQUEST_APPROVED, of(ENTITY_MANAGEMENT, UPDATE, "capability request"));
        all.put(AuditAction.CAPABILITY_REQUEST_REJECTED, of(ENTITY_MANAGEMENT, UPDATE, "capability request"));
        all.put(AuditAction.CAPABILITY_REQUEST_WITHDRAWN, of(ENTITY_MANAGEMENT, DELETE, "capability request"));
        all.put(AuditAction.CAPABILITY_REQUEST_REMOVED, of(ENTITY_MANAGEMENT, DELETE, "capability requests"));
        all.put(AuditAction.CAPABILITY_TYPE_CREATED, of(ENTITY_MANAGEMENT, CREATE));
        all.put(AuditAction.CAPABILITY_TYPE_CHANGED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.CAPABILITY_TYPE_REMOVED, of(ENTITY_MANAGEMENT, DELETE));
        for (AuditAction decision : List.of(
                AuditAction.DECISION_ALLOWED,
                AuditAction.DECISION_DENIED,
                AuditAction.DECISION_PENDING,
                AuditAction.DECISION_APPROVED,
                AuditAction.DECISION_REJECTED,
                AuditAction.DECISION_EXPIRED,
                AuditAction.DECISION_RESULT,
                AuditAction.VIOLATION_RECORDED)) {
            all.put(decision, of(AUTHORIZE_SESSION, OcsfClass.OTHER));
        }
        all.put(AuditAction.AGENT_MCP_SERVER_DECLARED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AGENT_MCP_SERVER_DETECTED, of(ENTITY_MANAGEMENT, OcsfClass.OTHER));
        all.put(AuditAction.AGENT_MCP_SERVER_GRANTED, of(USER_ACCESS_MANAGEMENT, 1));
        all.put(AuditAction.AGENT_MCP_SERVER_REMOVED, of(USER_ACCESS_MANAGEMENT, 2));
        all.put(AuditAction.MCP_SERVER_REGISTERED, of(ENTITY_MANAGEMENT, CREATE));
        all.put(AuditAction.MCP_SERVER_UPDATED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.MCP_SERVER_REMOVED, of(ENTITY_MANAGEMENT, DELETE));
        all.put(
                AuditAction.MCP_SERVER_STATUS_CHANGED,
                new OcsfMapping(
                        ENTITY_MANAGEMENT,
                        OcsfClass.OTHER,
                        STATUS,
                        Map.of("verified", ENABLE, "pending", DISABLE, "suspended", DISABLE, "revoked", DISABLE),
                        null));
        all.put(AuditAction.MCP_SERVER_KEY_CHANGED, of(ENTITY_MANAGEMENT, UPDATE, "key"));
        all.put(AuditAction.MCP_SERVER_VERIFIED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.MCP_SERVER_VERIFICATION_FAILED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.MCP_SERVER_OWNER_LOST, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.CLIENT_CHANGED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(
                AuditAction.ROLE_CHANGED,
                new OcsfMapping(
                        USER_ACCESS_MANAGEMENT, OcsfClass.OTHER, OPERATION, Map.of("create", 3, "delete", 4), null));
        all.put(AuditAction.POLICY_CREATED, of(ENTITY_MANAGEMENT, CREATE));
        all.put(AuditAction.POLICY_UPDATED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.POLICY_DELETED, of(ENTITY_MANAGEMENT, DELETE));
        all.put(AuditAction.REALM_SETUP, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.REALM_SECURITY_CHANGED, of(ENTITY_MANAGEMENT, UPDATE));
        all.put(AuditAction.AUDIT_EXPORTED, of(ENTITY_MANAGEMENT, READ, "audit trail"));
        all.put(AuditAction.AUDIT_RETENTION_CHANGED, of(ENTITY_MANAGEMENT, UPDATE, "audit retention"));
        all.put(AuditAction.AUDIT_EVENTS_REMOVED, of(ENTITY_MANAGEMENT, DELETE, "audit events"));
        all.put(AuditAction.AUDIT_HOLD_PLACED, of(ENTITY_MANAGEMENT, CREATE, "legal hold"));
        all.put(AuditAction.AUDIT_HOLD_RELEASED, of(ENTITY_MANAGEMENT, DELETE, "legal hold"));
        all.put(AuditAction.AUDIT_SUBJECT_ERASED, of(ENTITY_MANAGEMENT, DELETE, "personal data"));
        all.put(AuditAction.AUDIT_FORWARDING_CHANGED, of(ENTITY_MANAGEMENT, UPDATE, "audit forwarding"));
        all.put(AuditAction.AUDIT_FORWARDING_STOPPED, of(ENTITY_MANAGEMENT, DELETE, "audit forwarding"));
        all.put(AuditAction.AUDIT_FORWARDING_TESTED, of(ENTITY_MANAGEMENT, OcsfClass.OTHER, "audit forwarding"));
        all.put(AuditAction.ALERT_ACKNOWLEDGED, of(ENTITY_MANAGEMENT, UPDATE, "alert"));
        all.put(AuditAction.ALERT_RESOLVED, of(ENTITY_MANAGEMENT, UPDATE, "alert"));
        all.put(AuditAction.ALERT_SUPPRESSED, of(ENTITY_MANAGEMENT, UPDATE, "alert"));
        all.put(AuditAction.ALERT_ASSIGNED, of(ENTITY_MANAGEMENT, UPDATE, "alert"));
        all.put(AuditAction.ALERT_SNOOZED, of(ENTITY_MANAGEMENT, UPDATE, "alert"));
        all.put(AuditAction.ALERT_REMOVED, of(ENTITY_MANAGEMENT, DELETE, "alerts"));
        return all;
    }

    private static OcsfMapping of(OcsfClass type, int activity) {
        return of(type, activity, null);
    }

    private static OcsfMapping of(OcsfClass type, int activity, @Nullable String entity) {
        return new OcsfMapping(type, activity, null, Map.of(), entity);
    }

    /** The mapping of an action of the catalogue; empty when none was decided on. */
    public static Optional<OcsfMapping> of(AuditAction action) {
        return Optional.ofNullable(MAPPINGS.get(action));
    }

    /**
     * The mapping of an event. An action that is not in the catalogue is mapped by its category to {@link OcsfClass#OTHER}.
     * Privileges belong to a principal in OCSF: a change of a role whose target is neither a user nor an agent is an
     * update of an entity.
     */
    static OcsfMapping of(AuditEvent event) {
        OcsfMapping mapping =
                AuditAction.fromCode(event.action()).flatMap(OcsfMapping::of).orElseGet(() -> byCategory(event));
        AuditTarget target = event.target();
        return mapping.type == USER_ACCESS_MANAGEMENT && (target == null || !PRINCIPALS.contains(target.kind()))
                ? of(ENTITY_MANAGEMENT, UPDATE)
                : mapping;
    }

    private static OcsfMapping byCategory(AuditEvent event) {
        return switch (event.category()) {
            case AUTHENTICATION -> of(AUTHENTICATION, OcsfClass.OTHER);
            case ADMINISTRATION -> of(ENTITY_MANAGEMENT, OcsfClass.OTHER);
            case DECISION -> of(AUTHORIZE_SESSION, OcsfClass.OTHER);
        };
    }

    /** {@code activity_id} for an event of this mapping. */
    int activityOf(AuditEvent event) {
        String value = detail == null ? null : event.details().get(detail);
        return value == null ? activity : byDetail.getOrDefault(value, activity);
    }
}
