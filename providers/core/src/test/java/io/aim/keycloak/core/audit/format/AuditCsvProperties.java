package io.aim.keycloak.core.audit.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aim.keycloak.core.audit.AuditEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

class AuditCsvProperties {

    private static final CSVFormat RFC4180 =
            CSVFormat.RFC4180.builder().setHeader().get();

    @Provide
    Arbitrary<AuditEvent> events() {
        return AuditEvents.any();
    }

    @Property
    void anotherParserReadsEveryFieldBack(@ForAll @Size(max = 3) List<@From("events") AuditEvent> events)
            throws IOException {
        List<CSVRecord> rows = read(events);

        assertThat(rows).hasSameSizeAs(events);
        for (int i = 0; i < rows.size(); i++) {
            CSVRecord row = rows.get(i);
            AuditEvent event = events.get(i);
            assertThat(row.size()).isEqualTo(AuditCsv.COLUMNS.size());
            assertThat(field(row, "seq")).isEqualTo(String.valueOf(i));
            assertThat(field(row, "time")).isEqualTo(EventTime.text(event.time()));
            assertThat(field(row, "actorName")).isEqualTo(orEmpty(event.actor().name()));
            assertThat(field(row, "onBehalfOf")).isEqualTo(orEmpty(event.onBehalfOf()));
            assertThat(field(row, "reason")).isEqualTo(orEmpty(event.reason()));
            assertThat(field(row, "userAgent")).isEqualTo(orEmpty(event.userAgent()));
            assertThat(field(row, "targetName"))
                    .isEqualTo(
                            event.target() == null ? "" : orEmpty(event.target().name()));
            assertThat(details(row)).isEqualTo(event.details());
        }
    }

    @Property
    void noFieldLooksLikeAFormula(@ForAll("events") AuditEvent event) throws IOException {
        for (String field : read(List.of(event)).get(0)) {
            assertThat(field.strip())
                    .doesNotStartWith("=")
                    .doesNotStartWith("+")
                    .doesNotStartWith("@");
            assertThat(field.strip())
                    .doesNotStartWith("-")
                    .doesNotStartWith("＝")
                    .doesNotStartWith("＋");
            assertThat(field).doesNotStartWith("\t").doesNotStartWith("\r").doesNotStartWith("\n");
        }
    }

    private static List<CSVRecord> read(List<AuditEvent> events) throws IOException {
        StringBuilder out = new StringBuilder();
        AuditCsv csv = AuditCsv.begin(out);
        long sequence = 0;
        for (AuditEvent event : events) {
            csv.row(sequence++, event);
        }
        try (CSVParser parser = CSVParser.parse(out.toString(), RFC4180)) {
            assertThat(parser.getHeaderNames()).isEqualTo(AuditCsv.COLUMNS);
            return parser.getRecords();
        }
    }

    private static String field(CSVRecord row, String column) {
        return AuditCsv.unguarded(row.get(column));
    }

    private static Map<?, ?> details(CSVRecord row) throws IOException {
        String json = field(row, "details");
        return json.isEmpty() ? Map.of() : new ObjectMapper().readValue(json, Map.class);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
