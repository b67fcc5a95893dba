package io.aim.keycloak.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aim.keycloak.core.InvalidInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private static final String FIELD = "outboundAllowList";

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @Test
    void aNameAllowsTheAddressesOfThatNameAndOfNoOther() throws UnknownHostException {
        AllowedHosts hosts = AllowedHosts.parse(FIELD, List.of("MCP.internal"));

        assertThat(hosts.allows("mcp.internal", address("10.0.0.1"))).isTrue();
        assertThat(hosts.allows("mcp.Internal", address("10.0.0.1"))).isTrue();
        assertThat(hosts.allows("evil.mcp.internal", address("10.0.0.1"))).isFalse();
        assertThat(hosts.allows("example.org", address("10.0.0.1"))).isFalse();
    }

    @Test
    void aRangeAllowsItsAddressesUnderAnyName() throws UnknownHostException {
        AllowedHosts hosts = AllowedHosts.parse(FIELD, List.of("10.1.0.0/16", "fd12::/32"));

        assertThat(hosts.allows("any.example.org", address("10.1.2.3"))).isTrue();
        assertThat(hosts.allows("any.example.org", address("fd12::7"))).isTrue();
        assertThat(hosts.allows("any.example.org", address("10.2.0.1"))).isFalse();
    }

    @Test
    void entriesHaveOneSpellingAndStandOnce() {
        assertThat(AllowedHosts.parse(FIELD, List.of("B.internal", "a.internal", "b.internal", "10.0.0.1"))
                        .entries())
                .containsExactly("10.0.0.1/32", "a.internal", "b.internal");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "*.internal",
                "https://mcp.internal",
                "mcp.internal:443",
                "mcp.internal/",
                "a..b",
                "-a",
                "10.0.0.1/8",
                "10.0.0.0/33",
                "127.1",
                "0x7f.0x1",
                "2130706433",
                "a b",
                "mcp.internal.",
                "user@host"
            })
    void refusesWhatIsNeitherANameNorARange(String text) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AllowedHosts.parse(FIELD, Arrays.asList("mcp.internal", text)))
                .satisfies(e -> assertThat(e.field()).isEqualTo(FIELD + "[1]"))
                .satisfies(e -> assertThat(e.code()).isEqualTo("invalid_host"));
    }

    @Test
    void refusesMoreThanAHundred() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AllowedHosts.parse(FIELD, Collections.nCopies(101, "mcp.internal")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("too_many"));
    }

    @Test
    void whatSomebodyWroteIntoTheStoreByHandAllowsNothingItDoesNotSay() {
        assertThat(AllowedHosts.stored(List.of("mcp.internal", "*", "")).entries())
                .containsExactly("mcp.internal");
    }
}
