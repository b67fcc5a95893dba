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
    void lineSeparatorsAndWhatTurnsTextAroundBecomeQuestionMarks() {
        String odd = "\u0085\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

        assertThat(AuditText.bounded(odd, 64)).isEqualTo("?".repeat(odd.length()));
        assertThat(AuditText.bounded("agent\u202Egpj.exe\u2028root", 64)).isEqualTo("agent?gpj.exe?root");
    }

    @Test
    void joinersAndRightToLeftScriptsStay() {
        String fine = "می\u200cخواهم \uD83D\uDC69\u200D\uD83D\uDCBB שלום";

        assertThat(AuditText.bounded(fine, 64)).isEqualTo(fine);
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
