package io.aim.keycloak.core.audit.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.AuditAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OcsfMappingTest {

    @ParameterizedTest
    @EnumSource
    void everyActionOfTheCatalogueHasAMappingThatSomebodyDecidedOn(AuditAction action) {
        assertThat(OcsfMapping.of(action)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void theGuideShowsTheMapping(AuditAction action) throws IOException {
        OcsfMapping mapping = OcsfMapping.of(action).orElseThrow();
        String row = "| `" + action.code() + "` | " + mapping.type().caption() + " "
                + mapping.type().uid() + " |";

        assertThat(Files.readString(Path.of("../../docs/audit-siem.md"))).contains(row);
    }
}
