package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue that users build filters and alarms on. */
class AuditActionTest {

    private static final Path DOCUMENTED = Path.of("../../docs/audit.md");

    @Test
    void codesAreUnique() {
        assertThat(AuditAction.values()).extracting(AuditAction::code).doesNotHaveDuplicates();
    }

    @Test
    void codesAreLowerCaseWordsSeparatedByDots() {
        assertThat(AuditAction.values())
                .extracting(AuditAction::code)
                .allSatisfy(code -> assertThat(code)
                        .matches("[a-z]+(_[a-z]+)*(\\.[a-z]+(_[a-z]+)*)+")
                        .hasSizeLessThanOrEqualTo(AuditText.CODE));
    }

    @Test
    void noCodeIsTheBeginningOfAnother() {
        List<String> codes =
                Stream.of(AuditAction.values()).map(AuditAction::code).toList();

        assertThat(codes).allSatisfy(code -> assertThat(codes).noneMatch(other -> other.startsWith(code + ".")));
    }

    @Test
    void namesFollowFromCodes() {
        assertThat(AuditAction.values())
                .allSatisfy(action -> assertThat(action.name().toLowerCase(Locale.ROOT))
                        .isEqualTo(action.code().replace('.', '_')));
    }

    @Test
    void everyActionIsExplainedInOneSentence() {
        assertThat(AuditAction.values())
                .extracting(AuditAction::description)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).matches("[A-Z][^.|\\n]{10,}"));
    }

    @Test
    void actionsAreFoundByTheirCodes() {
        for (AuditAction action : AuditAction.values()) {
            assertThat(AuditAction.fromCode(action.code())).contains(action);
        }
        assertThat(AuditAction.fromCode("agent")).isEmpty();
        assertThat(AuditAction.fromCode("AGENT_REGISTERED")).isEmpty();
        assertThat(AuditAction.fromCode("")).isEmpty();
    }

    @Test
    void theCatalogueInTheDocumentationIsThisOne() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENTED).stream()
                .dropWhile(line -> !line.equals("## Event catalogue"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactly(Stream.of(AuditAction.values())
                        .map(action -> "| `" + action.code() + "` | "
                                + action.category().code() + " | " + action.description() + " |")
                        .toArray(String[]::new));
    }
}
