package io.aim.keycloak.benchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.benchmark.audit.AuditSettings.Part;
import org.junit.jupiter.api.Test;

class AuditSettingsTest {

    @Test
    void everythingIsMeasuredWithAMillionEvents() {
        AuditSettings settings = AuditSettings.parse();

        assertThat(settings.parts()).containsExactlyInAnyOrder(Part.values());
        assertThat(settings.rows()).isEqualTo(1_000_000);
        assertThat(settings.output()).isEmpty();
    }

    @Test
    void partsCanBeChosen() {
        assertThat(AuditSettings.parse("--parts", "search, export").parts())
                .containsExactlyInAnyOrder(Part.SEARCH, Part.EXPORT);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> AuditSettings.parse("--fast")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> AuditSettings.parse("--rows")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> AuditSettings.parse("--rows", "1")).hasMessageContaining("from 1000");
        assertThatThrownBy(() -> AuditSettings.parse("--parts", "all")).hasMessageContaining("all");
    }
}
