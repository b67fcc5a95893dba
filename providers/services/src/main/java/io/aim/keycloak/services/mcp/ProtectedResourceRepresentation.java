package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Protected resource metadata (RFC 9728 §2).
 *
 * @param resource address of the MCP server
 * @param authorizationServers issuer of the realm
 * @param bearerMethodsSupported {@code header}
 * @param resourceName name for people
 */
@Schema(name = "ProtectedResource")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProtectedResourceRepresentation(
        String resource,
        @JsonProperty("authorization_servers") List<String> authorizationServers,
        @JsonProperty("bearer_methods_supported") List<String> bearerMethodsSupported,
        @JsonProperty("resource_name") @Nullable String resourceName) {}
