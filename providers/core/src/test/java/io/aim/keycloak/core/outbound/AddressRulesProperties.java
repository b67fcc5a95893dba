package io.aim.keycloak.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No way of writing an IPv4 address as IPv6 says more than the IPv4 address itself. */
class AddressRulesProperties {

    private static final List<String> FIRST_BYTES =
            List.of("0", "10", "100.64", "127", "169.254", "172.16", "192.168", "198.18", "224", "255");

    @Provide
    Arbitrary<byte[]> ipv4() {
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofSize(4);
        Arbitrary<byte[]> notable = Arbitraries.of(FIRST_BYTES)
                .flatMap(first -> any.map(bytes -> {
                    String[] given = first.split("\\.", -1);
                    for (int i = 0; i < given.length; i++) {
                        bytes[i] = (byte) Integer.parseInt(given[i]);
                    }
                    return bytes;
                }));
        return Arbitraries.oneOf(any, notable);
    }

    @Property
    void aRefusedIpv4AddressIsRefusedInEachEmbeddedForm(@ForAll("ipv4") byte[] four) throws UnknownHostException {
        AddressKind kind = AddressRules.kind(InetAddress.getByAddress(four));

        for (InetAddress embedded :
                List.of(mapped(four), compatible(four), translated(four), sixToFour(four), teredo(four))) {
            assertThat(AddressRules.kind(embedded)).as(embedded.toString()).isGreaterThanOrEqualTo(kind);
        }
    }

    @Property
    void theMappedFormIsTheAddressItself(@ForAll("ipv4") byte[] four) throws UnknownHostException {
        assertThat(AddressRules.kind(mapped(four))).isEqualTo(AddressRules.kind(InetAddress.getByAddress(four)));
    }

    @Property
    void tunnelsAreRefusedWhateverIsInThem(@ForAll("ipv4") byte[] four) throws UnknownHostException {
        assertThat(List.of(compatible(four), sixToFour(four), teredo(four)))
                .allMatch(address -> AddressRules.kind(address) != AddressKind.PUBLIC);
    }

    private static InetAddress six(int at, byte[] four, int... prefix) throws UnknownHostException {
        byte[] six = new byte[16];
        for (int i = 0; i < prefix.length; i++) {
            six[i] = (byte) prefix[i];
        }
        System.arraycopy(four, 0, six, at, 4);
        return Inet6Address.getByAddress(null, six, 1);
    }

    private static InetAddress mapped(byte[] four) throws UnknownHostException {
        return six(12, four, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);
    }

    private static InetAddress compatible(byte[] four) throws UnknownHostException {
        return six(12, four);
    }

    private static InetAddress translated(byte[] four) throws UnknownHostException {
        return six(12, four, 0, 0x64, 0xff, 0x9b);
    }

    private static InetAddress sixToFour(byte[] four) throws UnknownHostException {
        return six(2, four, 0x20, 0x02);
    }

    private static InetAddress teredo(byte[] four) throws UnknownHostException {
        byte[] hidden = new byte[4];
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = (byte) ~four[i];
        }
        return six(12, hidden, 0x20, 0x01);
    }
}
