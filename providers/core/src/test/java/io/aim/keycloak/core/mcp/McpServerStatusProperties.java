package io.aim.keycloak.core.mcp;

import static io.aim.keycloak.core.mcp.McpServerStatus.PENDING;
import static io.aim.keycloak.core.mcp.McpServerStatus.REVOKED;
import static io.aim.keycloak.core.mcp.McpServerStatus.SUSPENDED;
import static io.aim.keycloak.core.mcp.McpServerStatus.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** {@code pending → verified ⇄ suspended → revoked}; revoked is final, and what is unproven is never verified. */
class McpServerStatusProperties {

    private static final Map<McpServerStatus, Set<McpServerStatus>> DOCUMENTED = Map.of(
            PENDING, Set.of(VERIFIED, REVOKED),
            VERIFIED, Set.of(SUSPENDED, REVOKED),
            SUSPENDED, Set.of(VERIFIED, REVOKED),
            REVOKED, Set.of());

    @Property
    void aWalkTakesDocumentedStepsOnly(@ForAll @Size(max = 12) List<McpServerStatus> targets) {
        McpServerStatus status = PENDING;
        for (McpServerStatus target : targets) {
            boolean allowed = status.canBecome(target);
            assertThat(allowed)
                    .as("%s to %s", status, target)
                    .isEqualTo(DOCUMENTED.get(status).contains(target));
            status = allowed ? target : status;
        }
    }

    @Property
    void onlyStopsReducePower(@ForAll McpServerStatus status) {
        assertThat(status.reducesPower()).isEqualTo(status == SUSPENDED || status == REVOKED);
    }

    @Property
    void whatIsUnprovenIsNotVerifiedAndGainsNothing(@ForAll McpServerStatus status) {
        assertThat(status.whenUnproven()).isEqualTo(status == VERIFIED ? PENDING : status);
    }

    @Property
    void everyStatusHasACode(@ForAll McpServerStatus status) {
        assertThat(McpServerStatus.fromCode(status.code())).contains(status);
        assertThat(McpServerStatus.fromCode(status.name())).isEmpty();
    }
}
