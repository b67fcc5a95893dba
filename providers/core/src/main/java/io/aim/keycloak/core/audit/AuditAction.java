package io.aim.keycloak.core.audit;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The catalogue of audited actions. Codes are hierarchical, separated by dots, and never change their meaning; a filter
 * {@code agent.key} finds {@code agent.key.proven} too.
 */
public enum AuditAction {
    AGENT_REGISTERED("agent.registered", AuditCategory.ADMINISTRATION, "An agent was registered"),
    AGENT_UPDATED("agent.updated", AuditCategory.ADMINISTRATION, "Fields of an agent were changed"),
    AGENT_DELETED("agent.deleted", AuditCategory.ADMINISTRATION, "An agent was removed with its client"),
    AGENT_STATUS_CHANGED(
            "agent.status.changed", AuditCategory.ADMINISTRATION, "An agent was verified, suspended or revoked"),
    AGENT_PERSON_LOST(
            "agent.person.lost", AuditCategory.ADMINISTRATION, "The user who was owner or sponsor was removed"),
    AGENT_KEY_PROVEN("agent.key.proven", AuditCategory.ADMINISTRATION, "An agent proved that it holds its key"),
    AGENT_KEY_ROTATED("agent.key.rotated", AuditCategory.ADMINISTRATION, "An agent got a new key in place of others"),
    AGENT_KEY_ADDED("agent.key.added", AuditCategory.ADMINISTRATION, "An agent got a new key beside its others"),
    AGENT_KEY_RETIRED("agent.key.retired", AuditCategory.ADMINISTRATION, "The grace period of a replaced key ended"),
    AGENT_KEY_REVOKED("agent.key.revoked", AuditCategory.ADMINISTRATION, "A key was withdrawn for good"),
    AGENT_KEY_EXPIRING("agent.key.expiring", AuditCategory.ADMINISTRATION, "A key is about to expire"),
    AGENT_KEY_EXPIRED("agent.key.expired", AuditCategory.ADMINISTRATION, "A key expired"),
    AGENT_CUT(
            "agent.cut",
            AuditCategory.ADMINISTRATION,
            "Everything that an agent held was cut; the receipt is in the details"),
    AGENT_EXPIRED("agent.expired", AuditCategory.ADMINISTRATION, "The expiry date of an agent passed"),
    AGENT_TAGGED("agent.tagged", AuditCategory.ADMINISTRATION, "The tags of an agent were changed"),
    AGENT_TRANSFER_OFFERED(
            "agent.transfer.offered",
            AuditCategory.ADMINISTRATION,
            "Somebody was asked to become owner or sponsor of an agent"),
    AGENT_TRANSFER_ACCEPTED(
            "agent.transfer.accepted",
            AuditCategory.ADMINISTRATION,
            "Somebody became owner or sponsor of an agent by accepting"),
    AGENT_TRANSFER_DECLINED(
            "agent.transfer.declined", AuditCategory.ADMINISTRATION, "Somebody declined to become owner or sponsor"),
    AGENT_TRANSFER_WITHDRAWN(
            "agent.transfer.withdrawn",
            AuditCategory.ADMINISTRATION,
            "An offer to become owner or sponsor was withdrawn or ran out"),
    AGENT_TRANSFERRED(
            "agent.transferred",
            AuditCategory.ADMINISTRATION,
            "An administrator or the fallback rule gave an agent another owner or sponsor"),
    AGENT_SPONSOR_MISSING(
            "agent.sponsor.missing",
            AuditCategory.ADMINISTRATION,
            "The sponsor of an agent is gone or disabled and nobody takes the place"),
    AGENT_SPONSOR_RETURNED(
            "agent.sponsor.returned",
            AuditCategory.ADMINISTRATION,
            "The sponsor of an agent, once missing, is there again"),
    REALM_SETTINGS_CHANGED(
            "realm.settings.changed", AuditCategory.ADMINISTRATION, "Settings of the realm for agents were changed"),
    AGENT_TOKEN_ISSUED("agent.token.issued", AuditCategory.AUTHENTICATION, "An agent got an access token"),
    AGENT_TOKEN_REFUSED("agent.token.refused", AuditCategory.AUTHENTICATION, "An agent was refused a token"),
    API_KEY_CREATED("api_key.created", AuditCategory.ADMINISTRATION, "An API key was made"),
    API_KEY_CHANGED(
            "api_key.changed",
            AuditCategory.ADMINISTRATION,
            "Name, scopes, addresses or end of an API key were changed"),
    API_KEY_ROTATED("api_key.rotated", AuditCategory.ADMINISTRATION, "An API key got a new secret"),
    API_KEY_DISABLED("api_key.disabled", AuditCategory.ADMINISTRATION, "An API key was disabled"),
    API_KEY_ENABLED("api_key.enabled", AuditCategory.ADMINISTRATION, "An API key was enabled again"),
    API_KEY_REVOKED("api_key.revoked", AuditCategory.ADMINISTRATION, "An API key was revoked for good"),
    API_KEY_LEAKED(
            "api_key.leaked",
            AuditCategory.ADMINISTRATION,
            "A secret scanner found an API key in public; it is revoked"),
    API_KEY_REFUSED("api_key.refused", AuditCategory.AUTHENTICATION, "A request with an API key was refused"),
    CAPABILITY_GRANTED("capability.granted", AuditCategory.ADMINISTRATION, "An agent was granted a capability"),
    CAPABILITY_REVOKED(
            "capability.revoked", AuditCategory.ADMINISTRATION, "A granted capability was taken away from an agent"),
    CAPABILITY_EXPIRED("capability.expired", AuditCategory.ADMINISTRATION, "The time of a granted capability ran out"),
    CAPABILITY_REQUESTED(
            "capability.requested", AuditCategory.ADMINISTRATION, "Somebody asked for a capability of an agent"),
    CAPABILITY_REQUEST_APPROVED(
            "capability.request.approved",
            AuditCategory.ADMINISTRATION,
            "A request for a capability was approved; the grant is an event of its own"),
    CAPABILITY_REQUEST_REJECTED(
            "capability.request.rejected", AuditCategory.ADMINISTRATION, "A request for a capability was rejected"),
    CAPABILITY_REQUEST_WITHDRAWN(
            "capability.request.withdrawn",
            AuditCategory.ADMINISTRATION,
            "A request for a capability was taken back, or ended since the agent was stopped"),
    CAPABILITY_REQUEST_REMOVED(
            "capability.request.removed",
            AuditCategory.ADMINISTRATION,
            "Requests for capabilities were removed at the end of their retention"),
    CAPABILITY_TYPE_CREATED(
            "capability.type.created", AuditCategory.ADMINISTRATION, "The realm's catalogue got another capability"),
    CAPABILITY_TYPE_CHANGED(
            "capability.type.changed", AuditCategory.ADMINISTRATION, "A capability of the catalogue was changed"),
    CAPABILITY_TYPE_REMOVED(
            "capability.type.removed", AuditCategory.ADMINISTRATION, "A capability was removed from the catalogue"),
    DECISION_ALLOWED("decision.allowed", AuditCategory.DECISION, "An agent was allowed an action"),
    DECISION_DENIED("decision.denied", AuditCategory.DECISION, "An agent was denied an action"),
    DECISION_PENDING("decision.pending", AuditCategory.DECISION, "An action of an agent waits for a person to agree"),
    DECISION_APPROVED("decision.approved", AuditCategory.DECISION, "Somebody agreed to an action of an agent"),
    DECISION_REJECTED("decision.rejected", AuditCategory.DECISION, "Somebody refused an action of an agent"),
    DECISION_EXPIRED("decision.expired", AuditCategory.DECISION, "Nobody agreed to an action of an agent in time"),
    DECISION_RESULT("decision.result", AuditCategory.DECISION, "An agent said what came of an action"),
    VIOLATION_RECORDED(
            "violation.recorded", AuditCategory.DECISION, "An agent attempted more than it may do, blocked or not"),
    AGENT_MCP_SERVER_DECLARED(
            "agent.mcp_server.declared", AuditCategory.ADMINISTRATION, "An agent was said to use an MCP server"),
    AGENT_MCP_SERVER_DETECTED(
            "agent.mcp_server.detected",
            AuditCategory.ADMINISTRATION,
            "An agent was seen for the first time to use an MCP server"),
    AGENT_MCP_SERVER_GRANTED(
            "agent.mcp_server.granted", AuditCategory.ADMINISTRATION, "An agent was permitted to use an MCP server"),
    AGENT_MCP_SERVER_REMOVED(
            "agent.mcp_server.removed",
            AuditCategory.ADMINISTRATION,
            "The connection of an agent to an MCP server was removed, and with it the permission"),
    MCP_SERVER_REGISTERED("mcp_server.registered", AuditCategory.ADMINISTRATION, "An MCP server was registered"),
    MCP_SERVER_UPDATED("mcp_server.updated", AuditCategory.ADMINISTRATION, "Fields of an MCP server were changed"),
    MCP_SERVER_REMOVED("mcp_server.removed", AuditCategory.ADMINISTRATION, "An MCP server was removed with its client"),
    MCP_SERVER_STATUS_CHANGED(
            "mcp_server.status.changed",
            AuditCategory.ADMINISTRATION,
            "An MCP server was verified, suspended or revoked, or has to be verified anew"),
    MCP_SERVER_KEY_CHANGED(
            "mcp_server.key.changed", AuditCategory.ADMINISTRATION, "An MCP server got a public key, or another one"),
    MCP_SERVER_VERIFIED(
            "mcp_server.verified", AuditCategory.ADMINISTRATION, "An MCP server proved that its key is its own"),
    MCP_SERVER_VERIFICATION_FAILED(
            "mcp_server.verification.failed",
            AuditCategory.ADMINISTRATION,
            "An MCP server did not prove that its key is its own; the reason says why"),
    MCP_SERVER_OWNER_LOST(
            "mcp_server.owner.lost", AuditCategory.ADMINISTRATION, "The user who owned an MCP server was removed"),
    CLIENT_CHANGED(
            "client.changed",
            AuditCategory.ADMINISTRATION,
            "The client of an agent or MCP server was changed in Keycloak"),
    ROLE_CHANGED("role.changed", AuditCategory.ADMINISTRATION, "An AIM role was granted, taken away or changed"),
    POLICY_CREATED("policy.created", AuditCategory.ADMINISTRATION, "The realm got another security policy"),
    POLICY_UPDATED("policy.updated", AuditCategory.ADMINISTRATION, "A security policy was changed"),
    POLICY_DELETED("policy.deleted", AuditCategory.ADMINISTRATION, "A security policy was removed"),
    REALM_SETUP("realm.setup", AuditCategory.ADMINISTRATION, "The realm was made agent-ready"),
    REALM_SECURITY_CHANGED(
            "realm.security.changed",
            AuditCategory.ADMINISTRATION,
            "Security settings of the realm were changed: realm, flows, keys, client policies, event settings"),
    AUDIT_EXPORTED("audit.exported", AuditCategory.ADMINISTRATION, "The audit trail was exported"),
    AUDIT_RETENTION_CHANGED(
            "audit.retention.changed", AuditCategory.ADMINISTRATION, "How long events are kept was changed"),
    AUDIT_EVENTS_REMOVED(
            "audit.events.removed", AuditCategory.ADMINISTRATION, "Events were removed at the end of their retention"),
    AUDIT_HOLD_PLACED("audit.hold.placed", AuditCategory.ADMINISTRATION, "A legal hold was placed"),
    AUDIT_HOLD_RELEASED("audit.hold.released", AuditCategory.ADMINISTRATION, "A legal hold was released"),
    AUDIT_SUBJECT_ERASED(
            "audit.subject.erased", AuditCategory.ADMINISTRATION, "The personal data of a user was made unreadable"),
    AUDIT_FORWARDING_CHANGED(
            "audit.forwarding.changed",
            AuditCategory.ADMINISTRATION,
            "Where the audit trail is forwarded to was changed"),
    AUDIT_FORWARDING_STOPPED(
            "audit.forwarding.stopped", AuditCategory.ADMINISTRATION, "Forwarding of the audit trail was stopped"),
    AUDIT_FORWARDING_TESTED(
            "audit.forwarding.tested",
            AuditCategory.ADMINISTRATION,
            "A test message was sent to the receiver of the audit trail"),
    ALERT_ACKNOWLEDGED("alert.acknowledged", AuditCategory.ADMINISTRATION, "Somebody takes care of an alert"),
    ALERT_RESOLVED("alert.resolved", AuditCategory.ADMINISTRATION, "An alert is done with"),
    ALERT_SUPPRESSED(
            "alert.suppressed", AuditCategory.ADMINISTRATION, "Nobody wants to hear of an alert until it is resolved"),
    ALERT_ASSIGNED("alert.assigned", AuditCategory.ADMINISTRATION, "An alert was given to somebody, or to nobody"),
    ALERT_SNOOZED("alert.snoozed", AuditCategory.ADMINISTRATION, "Nobody is told of an alert until some time"),
    ALERT_REMOVED("alert.removed", AuditCategory.ADMINISTRATION, "Alerts were removed at the end of their retention");

    private final String code;
    private final AuditCategory category;
    private final String description;

    AuditAction(String code, AuditCategory category, String description) {
        this.code = code;
        this.category = category;
        this.description = description;
    }

    /** Stable code. */
    public String code() {
        return code;
    }

    /** The class that decides on retention. */
    public AuditCategory category() {
        return category;
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }

    /** The action with that {@link #code()}, or empty. */
    public static Optional<AuditAction> fromCode(String code) {
        return Stream.of(values()).filter(action -> action.code.equals(code)).findFirst();
    }
}
