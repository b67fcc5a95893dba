package io.aim.keycloak.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7/32",
        "::ffff:192.0.2.7, 192.0.2.7/32",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::, 2001:db8:1:2:0:0:0:0/64",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0/64",
        "localhost, localhost"
    })
    void aSubscriberIsAnIPv4AddressOrTheNetworkOf64BitsOfAnIPv6Address(String address, String subscriber) {
        assertThat(IpRange.subscriber(address)).isEqualTo(subscriber);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0",
        "192.0.2.0/24, 192.0.2.255",
        "192.0.2.7, 192.0.2.7",
        "192.0.2.7/32, ::ffff:192.0.2.7",
        "::ffff:192.0.2.0/120, 192.0.2.9",
        "0.0.0.0/0, 203.0.113.5",
        "10.0.0.0/9, 10.127.255.255",
        "2001:db8::/33, 2001:db8:7fff::1",
        "2001:db8::1, 2001:0DB8:0:0::0001",
        "fe80::/10, fe80::1%eth0",
        "::1, 0:0:0:0:0:0:0:1"
    })
    void contains(String range, String address) {
        assertThat(IpRange.parse(range))
                .hasValueSatisfying(r -> assertThat(r.contains(address)).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.3.0",
        "192.0.2.7/32, 192.0.2.6",
        "10.0.0.0/9, 10.128.0.0",
        "2001:db8::/33, 2001:db8:8000::1",
        "0.0.0.0/0, 2001:db8::1",
        "::/0, 192.0.2.7",
        "127.0.0.0/8, localhost",
        "127.0.0.0/8, 127.1",
        "0.0.0.0/0, ''",
    })
    void doesNotContain(String range, String address) {
        assertThat(IpRange.parse(range))
                .hasValueSatisfying(r -> assertThat(r.contains(address)).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "::ffff:192.0.2.0/120, 192.0.2.0/24",
        "2001:DB8::/32, 2001:db8:0:0:0:0:0:0/32",
        "192.0.2.7, 192.0.2.7/32"
    })
    void hasOneSpelling(String written, String canonical) {
        assertThat(IpRange.parse(written)).map(IpRange::toString).hasValue(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/24",
                "192.0.2.0/",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/024",
                "192.0.2.1/24",
                "192.0.2",
                "192.0.2.0.0/8",
                "192.0.2.256",
                "0192.0.2.1",
                "0x7f.0.0.1",
                "example.com",
                "example.com/24",
                "::g",
                "2001:db8::/129",
                "2001:db8::1/32",
                "1:2:3:4:5:6:7:8:9",
                "::ffff:192.0.2.0/64",
                "[::1]",
                "fe80::1%eth0",
                " 192.0.2.0/24",
                "192.0.2.0/24 ",
                ".:1",
                "ab:example"
            })
    void isNoRange(String text) {
        assertThat(IpRange.parse(text)).isEmpty();
    }
}
