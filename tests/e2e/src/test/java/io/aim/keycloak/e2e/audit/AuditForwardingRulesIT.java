package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of the forwarding that are none, on a server whose operator allows no receiver. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditForwardingRulesIT {
    private static final String SETTING = "spi-aim-audit-forwarder--scheduled--allowed-receivers";

    private final AuditRealm trail;

    AuditForwardingRulesIT(TestRealm realm) {
        this.trail = AuditRealm.of(realm);
    }

    private Reply set(ObjectNode settings) {
        return trail.realm().admin().put(trail.realm().aimPath(ForwardingRealm.PATH), settings);
    }

    static Stream<Arguments> badSettings() {
        ObjectNode good = ForwardingRealm.tcp(1);
        String noPem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        return Stream.of(
                Arguments.of("format", good.deepCopy().put("format", "LEEF")),
                Arguments.of("format", without(good, "format")),
                Arguments.of("transport", good.deepCopy().put("transport", "UDP")),
                Arguments.of("host", without(good, "host")),
                Arguments.of("host", good.deepCopy().put("host", "http://127.0.0.1")),
                Arguments.of("host", good.deepCopy().put("host", 5)),
                Arguments.of("port", without(good, "port")),
                Arguments.of("port", good.deepCopy().put("port", 0)),
                Arguments.of("port", good.deepCopy().put("port", 65_536)),
                Arguments.of("port", good.deepCopy().put("port", "514")),
                Arguments.of("enabled", good.deepCopy().put("enabled", "yes")),
                Arguments.of("from", good.deepCopy().put("from", "yesterday")),
                Arguments.of("caCertificates", good.deepCopy().put("caCertificates", "x")),
                Arguments.of("caCertificates", ForwardingRealm.tls(1, noPem)),
                Arguments.of("username", good.deepCopy().put("username", "x")));
    }

    private static ObjectNode without(ObjectNode settings, String field) {
        ObjectNode copy = settings.deepCopy();
        copy.remove(field);
        return copy;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badSettings")
    void aFieldThatIsNotValidIsNamed(String field, ObjectNode settings) {
        Reply reply = set(settings);

        assertThat(reply.expect(400).body().path("field").asText()).isEqualTo(field);
        assertThat(reply.text()).doesNotContain("AAAA");
        trail.get(ForwardingRealm.PATH).expect(404);
    }

    @Test
    void noReceiverIsAllowedUnlessTheOperatorSaysSo() {
        JsonNode error = set(ForwardingRealm.tcp(514)).expect(409).body();

        assertThat(error.path("error").asText()).isEqualTo("receiver_not_allowed");
        assertThat(error.path("errorMessage").asText()).contains(SETTING);
        trail.get(ForwardingRealm.PATH).expect(404);
        assertThat(trail.events("action=audit.forwarding")).isEmpty();
    }
}
