package io.aim.keycloak.core.capability;

import static io.aim.keycloak.core.capability.RiskLevel.CRITICAL;
import static io.aim.keycloak.core.capability.RiskLevel.HIGH;
import static io.aim.keycloak.core.capability.RiskLevel.LOW;
import static io.aim.keycloak.core.capability.RiskLevel.MEDIUM;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The capabilities that every realm knows, and that nobody can change. */
public final class CoreCapabilities {

    private static final List<CapabilityType> ALL = List.of(
            type("file:read", LOW, "Read files"),
            type("file:write", MEDIUM, "Create and change files"),
            type("file:delete", HIGH, "Delete files"),
            type("file:execute", HIGH, "Run files as programs"),
            type("network:access", MEDIUM, "Reach hosts on the network"),
            type("network:connect", MEDIUM, "Open connections to hosts of its choice"),
            type("network:listen", HIGH, "Accept connections"),
            type("api:call", MEDIUM, "Call APIs"),
            type("api:webhook", MEDIUM, "Send or register webhooks"),
            type("db:read", LOW, "Read rows of databases"),
            type("db:query", LOW, "Run queries that change nothing"),
            type("db:write", HIGH, "Change rows of databases"),
            type("db:admin", CRITICAL, "Change schemas, users and settings of databases"),
            type("data:export", HIGH, "Take data out of the organisation"),
            type("data:encrypt", MEDIUM, "Encrypt and decrypt data"),
            type("system:exec", CRITICAL, "Run commands of the operating system"),
            type("system:admin", CRITICAL, "Administer systems"),
            type("user:read", LOW, "Read data about people"),
            type("user:write", HIGH, "Change data about people"),
            type("user:impersonate", CRITICAL, "Act in the name of a person"),
            type("mcp:tool_use", MEDIUM, "Use tools of MCP servers"),
            type("mcp:resource_read", LOW, "Read resources of MCP servers"));

    private static final Map<String, CapabilityType> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(CapabilityType::name, Function.identity()));

    private static final Set<String> NAMESPACES =
            ALL.stream().map(CapabilityType::namespace).collect(Collectors.toUnmodifiableSet());

    private CoreCapabilities() {}

    private static CapabilityType type(String name, RiskLevel risk, String description) {
        return new CapabilityType(
                name, description, risk, risk.defaultMinimumTrust(), risk.defaultExecutionMode(), true);
    }

    /** All of them, grouped by what they are about. */
    public static List<CapabilityType> all() {
        return ALL;
    }

    /** The one of that name, or empty. */
    public static Optional<CapabilityType> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether the namespace is kept for capabilities that come with the product. */
    public static boolean isReserved(String namespace) {
        return NAMESPACES.contains(namespace);
    }
}
