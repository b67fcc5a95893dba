package io.aim.keycloak.benchmark.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProbeTest {

    @Test
    void tellsAcceptedFromRefused() {
        assertThat(Probe.TOKEN.refused(200, "{\"access_token\":\"e30\"}")).isFalse();
        assertThat(Probe.TOKEN.refused(401, "{\"error\":\"invalid_client\"}")).isTrue();
        assertThat(Probe.INTROSPECTION.refused(200, "{\"active\":true}")).isFalse();
        assertThat(Probe.INTROSPECTION.refused(200, "{\"active\":false}")).isTrue();
        assertThat(Probe.USERINFO.refused(200, "{\"sub\":\"x\"}")).isFalse();
        assertThat(Probe.USERINFO.refused(401, "")).isTrue();
    }

    @Test
    void anyOtherAnswerFailsAndIsShown() {
        assertThatThrownBy(() -> Probe.TOKEN.refused(500, "{\"error\":\"unknown_error\"}"))
                .hasMessageContaining("500")
                .hasMessageContaining("unknown_error");
        assertThatThrownBy(() -> Probe.INTROSPECTION.refused(401, "{\"error\":\"invalid_request\"}"))
                .hasMessageContaining("introspection");
        assertThatThrownBy(() -> Probe.USERINFO.refused(403, "{\"error\":\"insufficient_scope\"}"))
                .hasMessageContaining("403");
    }
}
