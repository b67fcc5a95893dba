package io.aim.keycloak.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.benchmark.scenario.Variant;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void defaultsCompareEveryLoginWithBothTokenSignatures() {
        Settings settings = Settings.parse();
        assertThat(settings.connections()).isEqualTo(8);
        assertThat(settings.rounds()).isEqualTo(5);
        assertThat(settings.seconds()).isEqualTo(10);
        assertThat(settings.stockDefaultScopes()).isFalse();
        assertThat(settings.json()).isEmpty();
        assertThat(settings.variants()).hasSize(12).extracting(Variant::id).contains("aim/RS256", "aim-plain/ES256");
    }

    @Test
    void everythingCanBeChosen() {
        Settings settings = Settings.parse(
                "--variants",
                "aim, client-secret",
                "--tokens",
                "ES256",
                "--rounds",
                "1",
                "--stock-default-scopes",
                "--json",
                "figures.json");
        assertThat(settings.variants()).extracting(Variant::id).containsExactly("aim/ES256", "client-secret/ES256");
        assertThat(settings.rounds()).isEqualTo(1);
        assertThat(settings.stockDefaultScopes()).isTrue();
        assertThat(settings.json()).contains(Path.of("figures.json"));
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> Settings.parse("--fast")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> Settings.parse("--rounds")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> Settings.parse("--seconds", "31")).hasMessageContaining("from 1 to 30");
        assertThatThrownBy(() -> Settings.parse("--variants", "magic")).hasMessageContaining("magic");
        assertThatThrownBy(() -> Settings.parse("--tokens", "none")).hasMessageContaining("--tokens");
    }
}
