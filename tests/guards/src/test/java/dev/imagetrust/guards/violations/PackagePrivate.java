/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.violations;

/** Nobody outside may name it. */
final class PackagePrivate {

    /** Not reachable from outside: may expose what it likes. */
    public byte[] unreachable() {
        return new byte[0];
    }
}
