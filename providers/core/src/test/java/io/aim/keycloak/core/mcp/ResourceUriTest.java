package io.aim.keycloak.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceUriTest {

    @ParameterizedTest
    @CsvSource({
        "https://mcp.example.com, https://mcp.example.com",
        "https://mcp.example.com/, https://mcp.example.com",
        "HTTPS://MCP.Example.COM, https://mcp.example.com",
        "https://mcp.example.com:443, https://mcp.example.com",
        "https://mcp.example.com:0443/, https://mcp.example.com",
        "https://mcp.example.com:, https://mcp.example.com",
        "https://mcp.example.com:8443/mcp, https://mcp.example.com:8443/mcp",
        "https://mcp.example.com/Mcp/, https://mcp.example.com/Mcp/",
        "https://mcp.example.com/?a=b, https://mcp.example.com?a=b",
        "https://mcp.example.com/a%2fb, https://mcp.example.com/a%2Fb",
        "https://mcp.example.com/%61%2D, https://mcp.example.com/a-",
        "https://mcp.example.com/%2561, https://mcp.example.com/%2561",
        "https://mcp.example.com/é, https://mcp.example.com/%C3%A9",
        "https://bücher.example/, https://xn--bcher-kva.example",
        "https://BÜCHER.example/, https://xn--bcher-kva.example",
        "https://XN--BCHER-KVA.example/, https://xn--bcher-kva.example",
        "https://mcp。example。com/, https://mcp.example.com",
        "https://192.0.2.1/mcp, https://192.0.2.1/mcp",
        "https://[2001:DB8:0:0:0:0:0:1]/, https://[2001:db8::1]",
        "https://[2001:db8::1:0:0:1]:8443/, https://[2001:db8::1:0:0:1]:8443",
        "https://[2001:db8:0:1:1:1:1:1]/, https://[2001:db8:0:1:1:1:1:1]",
        "https://[::]/, https://[::]",
        "https://[0:0:0:0:0:0:0:1]/, https://[::1]",
        "https://[1:0:0:0:0:0:0:0]/, https://[1::]"
    })
    void hasOneFormForOneAddress(String text, String canonical) {
        assertThat(ResourceUri.parse("url", text, false).value()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mcp.example.com",
                "//mcp.example.com",
                "/mcp",
                "https:mcp",
                "https://",
                "https:///mcp",
                "https://:443/",
                "ftp://mcp.example.com",
                "file:///etc/passwd",
                "javascript://mcp.example.com",
                "https://mcp.example.com#",
                "https://mcp.example.com/#part",
                "https://user@mcp.example.com",
                "https://user:secret@mcp.example.com",
                "https://@mcp.example.com",
                "https://mcp.example.com@evil.example",
                "https://mcp.example.com:0",
                "https://mcp.example.com:65536",
                "https://mcp.example.com:999999",
                "https://mcp.example.com:-1",
                "https://mcp.example.com:8a",
                "https://mcp.example.com/a/../b",
                "https://mcp.example.com/./b",
                "https://mcp.example.com/..",
                "https://mcp.example.com/a/%2e%2E/b",
                "https://mcp.example.com/.%2e",
                "https://mcp.example.com/a b",
                "https://mcp.example.com/a\\b",
                "https://mcp.example.com\\@evil.example",
                "https://mcp.example.com/%zz",
                "https://mcp.example.com/%4",
                "https://mcp_server.example.com",
                "https://-mcp.example.com",
                "https://mcp-.example.com",
                "https://mcp..example.com",
                "https://.example.com",
                "https://mcp.example.com.",
                "https://mcp%2eexample.com",
                "https://mcp.example.com%00.evil.example",
                "https://127.1",
                "https://2130706433",
                "https://0x7f.0.0.1",
                "https://0x7f000001",
                "https://0177.0.0.1",
                "https://127.0.0.01",
                "https://256.0.0.1",
                "https://1.2.3.4.5",
                "https://[::ffff:192.0.2.1]",
                "https://[fe80::1%25eth0]",
                "https://[fe80::1%eth0]",
                "https://[::1",
                "https://::1",
                "https://[]",
                "https://[::g]",
                "https://[1:2:3]",
                "https://*.example.com",
                "https://mcp example.com"
            })
    void refusesWhatIsNoAddressOrCouldBeReadInTwoWays(String text) {
        assertRefused("invalid_url", text, true);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void isRequired(@Nullable String text) {
        assertRefused("required", text, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mcp.example.com",
                "http://10.0.0.1",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://128.0.0.1"
            })
    void isEncryptedUnlessItIsThisMachine(String text) {
        assertRefused("insecure_url", text, true);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost, http://localhost",
        "HTTP://LocalHost:80/, http://localhost",
        "http://127.0.0.1:8080/mcp, http://127.0.0.1:8080/mcp",
        "http://127.9.9.9, http://127.9.9.9",
        "http://[::1]:443, http://[::1]:443"
    })
    void mayBeThisMachineInDevelopmentOnly(String text, String canonical) {
        assertThat(ResourceUri.parse("url", text, true).value()).isEqualTo(canonical);
        assertRefused("insecure_url", text, false);
    }

    @Test
    void hasAtMost2048Characters() {
        String start = "https://h/";
        String longest = start + "a".repeat(ResourceUri.MAX - start.length());
        assertThat(ResourceUri.parse("url", longest, false).value()).isEqualTo(longest);
        assertRefused("too_long", longest + "a", false);
    }

    @Test
    void hasAtMost2048CharactersInItsCanonicalFormToo() {
        assertRefused("too_long", "https://h/" + "é".repeat(400), false);
    }

    @Test
    void aNameHasAtMost253Characters() {
        String label = "a".repeat(63) + ".";
        assertThat(ResourceUri.parse("url", "https://" + label.repeat(3) + "a".repeat(61), false)
                        .host())
                .hasSize(253);
        assertRefused("invalid_url", "https://" + label.repeat(3) + "a".repeat(62), false);
        assertRefused("invalid_url", "https://" + "a".repeat(64), false);
    }

    private static void assertRefused(String code, @Nullable String text, boolean development) {
        InvalidInputException refusal = catchThrowableOfType(
                InvalidInputException.class, () -> ResourceUri.parse("serverUrl", text, development));
        assertThat(refusal).as("%s", text).isNotNull();
        assertThat(refusal.field()).isEqualTo("serverUrl");
        assertThat(refusal.code()).as("%s", text).isEqualTo(code);
    }
}
