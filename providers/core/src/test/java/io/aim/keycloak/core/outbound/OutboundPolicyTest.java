package io.aim.keycloak.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.IpRange;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundPolicyTest {

    private static final URI PARTNER = URI.create("https://mcp.example.org/");

    private static OutboundPolicy policy(boolean development, String openable, String... allowed) {
        return new OutboundPolicy(
                development,
                List.of(IpRange.parse(openable).orElseThrow()),
                AllowedHosts.parse("outboundAllowList", List.of(allowed)));
    }

    private static OutboundFailure failure(OutboundPolicy policy, String uri) {
        return catchThrowableOfType(OutboundException.class, () -> policy.require(URI.create(uri)))
                .failure();
    }

    private static void allowed(OutboundPolicy policy, URI uri, String address) {
        assertThatCode(() -> policy.require(uri, InetAddress.getByName(address)))
                .doesNotThrowAnyException();
    }

    private static void refused(OutboundPolicy policy, URI uri, String address) {
        assertThat(catchThrowableOfType(
                                OutboundException.class, () -> policy.require(uri, InetAddress.getByName(address)))
                        .failure())
                .isEqualTo(OutboundFailure.ADDRESS_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mcp.example.org",
                "https://mcp.example.org:443/a?b=c",
                "HTTPS://MCP.example.org:8443/",
                "https://203.0.113.9:65535/",
                "https://[2001:db8::1]/"
            })
    void httpsOnItsOwnPortAndOnFreeOnes(String uri) {
        assertThatCode(() -> policy(false, "10.0.0.0/8").require(URI.create(uri)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "http://mcp.example.org/, SCHEME",
        "http://localhost/, SCHEME",
        "ftp://mcp.example.org/, SCHEME",
        "file:///etc/passwd, SCHEME",
        "gopher://mcp.example.org/, SCHEME",
        "https:///path, SCHEME",
        "https:opaque, SCHEME",
        "mcp.example.org, SCHEME",
        "https://user@mcp.example.org/, SCHEME",
        "https://mcp.example.org/#part, SCHEME",
        "https://mcp.example.org:22/, PORT",
        "https://mcp.example.org:80/, PORT",
        "https://mcp.example.org:0/, PORT",
        "https://mcp.example.org:70000/, PORT"
    })
    void nothingElse(String uri, OutboundFailure failure) {
        assertThat(failure(policy(false, "10.0.0.0/8"), uri)).isEqualTo(failure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/", "http://127.0.0.1/", "http://[::1]:9000/"})
    void plainHttpToThisMachineWhileDeveloping(String uri) {
        assertThatCode(() -> policy(true, "127.0.0.0/8").require(URI.create(uri)))
                .doesNotThrowAnyException();
        assertThat(failure(policy(false, "127.0.0.0/8"), uri)).isEqualTo(OutboundFailure.SCHEME);
        assertThat(failure(policy(true, "127.0.0.0/8"), "http://mcp.example.org/"))
                .isEqualTo(OutboundFailure.SCHEME);
    }

    @Test
    void hostsOfTheInternetNeedNoConsent() {
        allowed(policy(false, "10.0.0.0/8"), PARTNER, "8.8.8.8");
    }

    @Test
    void anInternalHostNeedsTheConsentOfTheRealmAndOfTheOperator() {
        allowed(policy(false, "10.0.0.0/8", "mcp.example.org"), PARTNER, "10.0.0.1");
        allowed(policy(false, "10.0.0.0/8", "10.0.0.0/24"), PARTNER, "10.0.0.1");
        refused(policy(false, "10.0.0.0/8"), PARTNER, "10.0.0.1");
        refused(policy(false, "10.0.0.0/8", "mcp.example.org"), PARTNER, "192.168.0.1");
        refused(policy(false, "10.0.0.0/8", "mcp.example.org"), PARTNER, "127.0.0.1");
    }

    @Test
    void nobodyOpensSpecialAddresses() {
        OutboundPolicy open = policy(true, "0.0.0.0/0", "0.0.0.0/0", "::/0", "mcp.example.org");

        refused(open, PARTNER, "169.254.169.254");
        refused(open, PARTNER, "fd00:ec2::254");
        refused(open, PARTNER, "0.0.0.0");
    }

    @Test
    void plainHttpGoesToThisMachineWhateverItsNameStandsFor() {
        OutboundPolicy open = policy(true, "0.0.0.0/0", "0.0.0.0/0");

        allowed(open, URI.create("http://localhost/"), "127.0.0.1");
        refused(open, URI.create("http://localhost/"), "10.0.0.1");
        refused(open, URI.create("http://localhost/"), "8.8.8.8");
    }
}
