package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditTextTest {

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(AuditText.bounded("Zoë 漢 😀", 8)).isEqualTo("Zoë 漢 😀");
        assertThat(AuditText.bounded("a".repeat(64), 64)).isEqualTo("a".repeat(64));
    }

    @Test
    void whatDoesNotFitIsCutAndSaysSo() {
        assertThat(AuditText.bounded("a".repeat(65), 64)).isEqualTo("a".repeat(63) + "…");
        assertThat(AuditText.bounded("a".repeat(1 << 20), 64)).isEqualTo("a".repeat(63) + "…");
    }

    @Test
    void nothingIsNothing() {
        assertThat(AuditText.bounded(null, 64)).isNull();
        assertThat(AuditText.bounded("", 64)).isNull();
    }

    @Test
    void controlCharactersBecomeQuestionMarks() {
        for (char c = 0; c < 256; c++) {
            boolean control = c < ' ' || (c >= 127 && c < 160);
            assertThat(AuditText.bounded("a" + c + "b", 64)).isEqualTo("a" + (control ? '?' : c) + "b");
        }
    }

    @Test
    void loneSurrogatesBecomeQuestionMarks() {
        assertThat(AuditText.bounded("\ud83d", 64)).isEqualTo("?");
        assertThat(AuditText.bounded("\ude00", 64)).isEqualTo("?");
        assertThat(AuditText.bounded("a\ude00\ud83db", 64)).isEqualTo("a??b");
        assertThat(AuditText.bounded("\ud83d\ud83d\ude00\ude00", 64)).isEqualTo("?😀?");
    }

    @Test
    void aPairOnTheCutIsNotTornApart() {
        assertThat(AuditText.bounded("abc😀", 5)).isEqualTo("abc😀");
        assertThat(AuditText.bounded("ab😀c", 4)).isEqualTo("ab?…");
        assertThat(AuditText.bounded("a😀bc", 4)).isEqualTo("a😀…");
    }
}
