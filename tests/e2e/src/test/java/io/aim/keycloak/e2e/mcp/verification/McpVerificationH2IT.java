package io.aim.keycloak.e2e.mcp.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.testkit.Db;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Verifications on the database of the first five minutes. */
@KeycloakTest(db = Db.H2)
class McpVerificationH2IT {

    @Test
    void areAskedForCarriedOutAndListed(TestRealm realm) {
        VerifiedRealm servers = VerifiedRealm.of(realm);
        JsonNode server = servers.register("https://127.0.0.1:9999/" + UUID.randomUUID(), AgentKey.generate());

        JsonNode first = servers.verified(server, "challenge");
        JsonNode second = servers.verified(server, "well_known");

        assertThat(first.path("failure").asText()).isEqualTo("outbound_address_refused");
        assertThat(second.path("method").asText()).isEqualTo("well_known");
        JsonNode page = servers.verifications(server, "?max=1");
        assertThat(page.path("items").get(0)).isEqualTo(second);
        assertThat(servers.verifications(
                                server, "?max=1&after=" + page.path("next").asText())
                        .path("items")
                        .get(0))
                .isEqualTo(first);
        realm.admin().delete(servers.path(server, "")).expect(204);
    }
}
