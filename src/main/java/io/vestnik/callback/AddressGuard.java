package io.vestnik.callback;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a client may make the hub call: those of the public Internet (IANA's special-purpose registries, RFC 6890).
 * Judges resolved addresses, so that no spelling of a host matters.
 */
final class AddressGuard {

    private static final List<Block> REFUSED = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8",
                    "100.64.0.0/10", // carrier-grade NAT; a cloud's metadata at 100.100.100.200
                    "127.0.0.0/8",
                    "168.63.129.16/32", // a cloud's metadata at a public address
                    "169.254.0.0/16", // link-local, most clouds' metadata
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16",
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, broadcast
                    "2001::/23", // Teredo and other special purposes
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4: holds an IPv4 address
                    "3fff::/20") // documentation
            .map(Block::of)
            .toList();

    /** The only part of IPv6 that is routed; leaves out loopback, link-local, unique-local, multicast, NAT64, IPv4 inside. */
    private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

    private AddressGuard() {}

    static boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress(); // Java has already made IPv4 of an IPv4-mapped one
        return (address instanceof Inet4Address || GLOBAL_UNICAST.holds(bytes))
                && REFUSED.stream().noneMatch(block -> block.holds(bytes));
    }

    private record Block(byte[] prefix, int bits) {

        static Block of(String cidr) {
            String[] parts = cidr.split("/");
            try {
                return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(cidr, e);
            }
        }

        boolean holds(byte[] address) {
            int whole = bits / 8;
            int rest = 0xFF00 >> bits % 8 & 0xFF;
            return address.length == prefix.length
                    && Arrays.equals(address, 0, whole, prefix, 0, whole)
                    && (rest == 0 || (address[whole] & rest) == (prefix[whole] & rest));
        }
    }
}
