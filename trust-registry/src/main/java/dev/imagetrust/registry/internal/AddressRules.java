/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Which addresses are open to everybody.
 *
 * <p>The special-purpose registries of IANA (RFC 6890 and what was added since), read as: whatever may lead inside the
 * caller's network, or to no host at all, is closed. IPv6 forms that carry an IPv4 address are judged by it, since a
 * gateway would connect to that.
 */
final class AddressRules {

    private static final List<Block> CLOSED = List.of(
            Block.of("00000000", 8), // this network
            Block.of("0a000000", 8), // private
            Block.of("64400000", 10), // shared between carrier and customer
            Block.of("7f000000", 8), // loopback
            Block.of("a9fe0000", 16), // link-local; clouds answer 169.254.169.254 with credentials
            Block.of("ac100000", 12), // private
            Block.of("c0000000", 24), // protocol assignments
            Block.of("c0000200", 24), // documentation
            Block.of("c0a80000", 16), // private
            Block.of("c6120000", 15), // benchmarks
            Block.of("c6336400", 24), // documentation
            Block.of("cb007100", 24), // documentation
            Block.of("e0000000", 3), // multicast, reserved, broadcast
            Block.of("00000000000000000000000000000000", 96), // unspecified, loopback, IPv4-compatible
            Block.of("0064ff9b000100000000000000000000", 48), // local NAT64
            Block.of("01000000000000000000000000000000", 64), // discard
            Block.of("20010000000000000000000000000000", 23), // protocol assignments, Teredo
            Block.of("20010db8000000000000000000000000", 32), // documentation
            Block.of("3fff0000000000000000000000000000", 20), // documentation
            Block.of("5f000000000000000000000000000000", 16), // segment routing
            Block.of("fc000000000000000000000000000000", 7), // unique local
            Block.of("fe800000000000000000000000000000", 10), // link-local
            Block.of("fec00000000000000000000000000000", 10), // site-local
            Block.of("ff000000000000000000000000000000", 8)); // multicast

    private static final Block MAPPED = Block.of("00000000000000000000ffff00000000", 96);
    private static final Block NAT64 = Block.of("0064ff9b000000000000000000000000", 96);
    private static final Block SIX_TO_FOUR = Block.of("20020000000000000000000000000000", 16);

    private AddressRules() {}

    /** Whether an address is one of a public host. */
    static boolean isPublic(InetAddress address) {
        byte[] octets = address.getAddress();
        if (!(address instanceof Inet4Address)) {
            if (MAPPED.contains(octets) || NAT64.contains(octets)) {
                return isPublic(Arrays.copyOfRange(octets, 12, 16));
            }
            if (SIX_TO_FOUR.contains(octets)) {
                return isPublic(Arrays.copyOfRange(octets, 2, 6));
            }
        }
        return isPublic(octets);
    }

    private static boolean isPublic(byte[] octets) {
        return CLOSED.stream().noneMatch(block -> block.contains(octets));
    }

    /** All addresses that begin with the same bits. */
    private record Block(String hex, int bits) {

        static Block of(String hex, int bits) {
            return new Block(hex, bits);
        }

        boolean contains(byte[] octets) {
            byte[] prefix = HexFormat.of().parseHex(hex);
            if (prefix.length != octets.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((prefix[bit / 8] & mask) != (octets[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
