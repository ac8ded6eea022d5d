package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals in every spelling that a URL may hold; names are judged by what they resolve to ({@link CheckedNamesTest}). */
class AddressGuardTest {

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "1.1.1.1, true",
        "100.63.255.255, true",
        "100.128.0.1, true",
        "172.15.255.255, true",
        "172.32.0.1, true",
        "192.167.1.1, true",
        "193.0.0.1, true",
        "223.255.255.255, true",
        "2606:4700:4700::1111, true",
        "2a00:1450:4001:82b::200e, true",
        "0.0.0.0, false",
        "10.1.2.3, false",
        "127.0.0.1, false",
        "127.255.255.254, false",
        "127.1, false",
        "2130706433, false", // 127.0.0.1
        "2852039166, false", // 169.254.169.254
        "100.64.0.1, false",
        "100.100.100.200, false",
        "100.127.255.255, false",
        "168.63.129.16, false",
        "169.254.169.254, false",
        "172.16.0.1, false",
        "172.31.255.255, false",
        "192.0.0.192, false",
        "192.168.1.1, false",
        "198.18.0.1, false",
        "198.19.255.255, false",
        "224.0.0.1, false",
        "240.0.0.1, false",
        "255.255.255.255, false",
        "::, false",
        "::1, false",
        "[::1], false",
        "::ffff:127.0.0.1, false",
        "::ffff:10.0.0.1, false",
        "::ffff:a9fe:a9fe, false",
        "::ffff:8.8.8.8, true",
        "::127.0.0.1, false",
        "64:ff9b::7f00:1, false",
        "fc00::1, false",
        "fd00:ec2::254, false",
        "fe80::1, false",
        "fec0::1, false",
        "ff02::1, false",
        "2001::1, false",
        "2001:db8::1, false",
        "2002:7f00:1::, false",
        "100::1, false",
    })
    void allowsPublicAddressesOnly(String literal, boolean allowed) throws Exception {
        assertThat(AddressGuard.allows(InetAddress.getByName(literal))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"127, 0, 0, 1", "10, 0, 0, 1", "169, 254, 169, 254"})
    void refusesIpv4MappedIpv6AsAResolverMayGiveIt(int a, int b, int c, int d) throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) a, (byte) b, (byte) c, (byte) d};
        assertThat(AddressGuard.allows(java.net.Inet6Address.getByAddress("mapped.example", mapped, -1))).isFalse();
    }
}
