package io.aim.keycloak.benchmark.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.benchmark.agents.AgentsSettings.Part;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AgentsSettingsTest {

    @Test
    void everythingIsMeasuredUpToAHundredThousandAgents() {
        AgentsSettings settings = AgentsSettings.parse();

        assertThat(settings.parts()).containsExactlyInAnyOrder(Part.values());
        assertThat(settings.sizes()).containsExactly(1000, 10_000, 100_000);
        assertThat(settings.samples()).isGreaterThanOrEqualTo(50);
        assertThat(settings.output()).isEmpty();
    }

    @Test
    void partsAndSizesCanBeChosen() {
        AgentsSettings settings = AgentsSettings.parse(
                "--parts", "scale, killswitch", "--sizes", "3000,1000,3000", "--output", "agents.txt");

        assertThat(settings.parts()).containsExactlyInAnyOrder(Part.SCALE, Part.KILLSWITCH);
        assertThat(settings.sizes()).as("from the smallest to the largest").containsExactly(1000, 3000);
        assertThat(settings.output()).contains(Path.of("agents.txt"));
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> AgentsSettings.parse("--fast")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> AgentsSettings.parse("--sizes")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> AgentsSettings.parse("--sizes", "1000,many")).hasMessageContaining("many");
        assertThatThrownBy(() -> AgentsSettings.parse("--sizes", "10")).hasMessageContaining("from 1000");
        assertThatThrownBy(() -> AgentsSettings.parse("--sizes", ",")).hasMessageContaining("--sizes");
        assertThatThrownBy(() -> AgentsSettings.parse("--parts", "all"))
                .hasMessageContaining("registration,scale,killswitch");
        assertThatThrownBy(() -> AgentsSettings.parse("--parts", "")).hasMessageContaining("--parts");
    }
}
