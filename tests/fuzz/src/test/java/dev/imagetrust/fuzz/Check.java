/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

/** Under Jazzer there is no JUnit, and no library for assertions is worth its instrumentation. */
final class Check {

    private Check() {}

    static void that(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError("broken: " + promise);
        }
    }
}
