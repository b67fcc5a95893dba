package io.aim.keycloak.core.audit.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aim.keycloak.core.InvalidInputException;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaCertificatesTest {

    private static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBcjCCARegAwIBAgIUG1Zz12LrVqVOLV19oCBkVb6MeDswCgYIKoZIzj0EAwIw
            DTELMAkGA1UEAwwCY2EwIBcNMjYxMTIyMDkyMDI0WhgPMjEyNjEwMjkwOTIwMjRa
            MA0xCzAJBgNVBAMMAmNhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYH+vk4Ur
            5OeVQJB+KtlupqDbh7wZVQO/gLTLz/oWcCTETTxn/71IJn4thIv8n1rpuK3ruYPe
            CLi/dtqUAhne5qNTMFEwHQYDVR0OBBYEFKoWrh9ErW+AuO54KttxHQW1g/QMMB8G
            A1UdIwQYMBaAFKoWrh9ErW+AuO54KttxHQW1g/QMMA8GA1UdEwEB/wQFMAMBAf8w
            CgYIKoZIzj0EAwIDSQAwRgIhAO+wRJ4DuIK00EYGgyK4mfj4uFAVF0f1XdWhG7ne
            HFLPAiEAowTVSo9ul4ZiFzsmqyObpSJ5e5G2hkhpmeOOjlcb3vY=
            -----END CERTIFICATE-----
            """;

    @Test
    void certificatesAreKeptAndWhatStandsAroundThemIsNot() throws Exception {
        CaCertificates two = CaCertificates.parse("ca", "# ours\n" + PEM + "\n# again\r\n" + PEM.replace("\n", "\r\n"));

        assertThat(two.count()).isEqualTo(2);
        assertThat(two.toPem()).isEqualTo(PEM + PEM);
        assertThat(Collections.list(two.trustStore().aliases())).hasSize(2);
    }

    static Stream<String> others() {
        String key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        return Stream.of(
                "",
                "siem.example.org",
                PEM.replace("-----BEGIN CERTIFICATE-----", ""),
                PEM.replace("-----END CERTIFICATE-----", ""),
                PEM.replace("M", "A"),
                "-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----\n",
                PEM + key,
                key);
    }

    @ParameterizedTest
    @MethodSource("others")
    void everythingElseIsRefusedWithoutRepeatingIt(String text) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> CaCertificates.parse("ca", text))
                .withMessage("ca must be X.509 certificates in PEM, and nothing else in PEM")
                .satisfies(e -> assertThat(e.field()).isEqualTo("ca"));
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> CaCertificates.parse("ca", " ".repeat(CaCertificates.MAX) + PEM))
                .satisfies(e -> assertThat(e.code()).isEqualTo("too_long"));
    }
}
