package io.aim.keycloak.services.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.policy.PolicyScope;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which agents a policy is about. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PolicyScope", description = "Which agents it is about. Every kind but all has one further field.")
public record PolicyScopeRepresentation(
        @Schema(
                enumeration = {"all", "type", "tag", "agent", "trust_below"},
                description = "Default all.")
        @Nullable
        String kind,

        @Schema(description = "With kind type.") @Nullable String agentType,

        @Schema(description = "With kind tag.") @Nullable String tag,

        @Schema(description = "With kind agent: its id.") @Nullable
        String agentId,

        @Schema(
                minimum = "0.001",
                maximum = "1",
                description = "With kind trust_below; agents that are not evaluated are not meant.")
        @Nullable
        BigDecimal trustBelow) {

    static PolicyScopeRepresentation of(PolicyScope scope) {
        return new PolicyScopeRepresentation(
                scope.kind().code(),
                scope instanceof PolicyScope.OfType typed ? typed.type().code() : null,
                scope instanceof PolicyScope.Tagged tagged ? tagged.tag() : null,
                scope instanceof PolicyScope.Agent agent ? agent.agentId() : null,
                scope instanceof PolicyScope.TrustBelow trust ? trust.bound() : null);
    }
}
