package io.aim.keycloak.services.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportFormatTest {

    @Test
    void theVerifiableFormIsTheDefault() {
        assertThat(ExportFormat.of(null)).isEqualTo(ExportFormat.NDJSON);
        assertThat(ExportFormat.of("")).isEqualTo(ExportFormat.NDJSON);
        assertThat(ExportFormat.of(" ")).isEqualTo(ExportFormat.NDJSON);
    }

    @Test
    void formatsAreNamedInLowerCase() {
        assertThat(ExportFormat.of("ndjson")).isEqualTo(ExportFormat.NDJSON);
        assertThat(ExportFormat.of("csv")).isEqualTo(ExportFormat.CSV);
        assertThat(ExportFormat.of("ocsf")).isEqualTo(ExportFormat.OCSF);
    }

    @Test
    void otherNamesAreRefusedWithTheKnownOnes() {
        for (String name : List.of("CSV", "xml", " csv", "csv,ndjson", "events.csv")) {
            InvalidInputException refusal =
                    catchThrowableOfType(InvalidInputException.class, () -> ExportFormat.of(name));

            assertThat(refusal).describedAs(name).isNotNull().hasMessage("format must be one of ndjson, csv, ocsf");
            assertThat(refusal.field()).isEqualTo("format");
            assertThat(refusal.code()).isEqualTo("invalid_format");
        }
    }

    @Test
    void everyFormatHasAFileOfItsOwn() {
        assertThat(ExportFormat.values()).extracting(ExportFormat::fileName).doesNotHaveDuplicates();
    }
}
