package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the realm's metadata tells the libraries of agents. */
@KeycloakTest
class DiscoveryIT {
    private final JsonNode metadata;
    private final TestRealm realm;

    DiscoveryIT(TestRealm realm) {
        this.realm = realm;
        this.metadata = JsonHttp.get(realm.issuer() + "/.well-known/openid-configuration")
                .expect(200)
                .body();
    }

    private List<String> values(String name) {
        return metadata.path(name).valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void namesTheIssuerThatAssertionsAreAddressedTo() {
        assertThat(metadata.path("issuer").asText()).isEqualTo(realm.issuer());
    }

    @Test
    void offersClientAuthenticationByPrivateKey() {
        assertThat(values("token_endpoint_auth_methods_supported")).contains("private_key_jwt");
    }

    @Test
    void offersEd25519UnderBothNamesBesideTheUsualAlgorithms() {
        assertThat(values("token_endpoint_auth_signing_alg_values_supported"))
                .contains("Ed25519", "EdDSA", "ES256", "RS256")
                .doesNotHaveDuplicates();
    }

    @Test
    void offersClientCredentials() {
        assertThat(values("grant_types_supported")).contains("client_credentials");
    }
}
