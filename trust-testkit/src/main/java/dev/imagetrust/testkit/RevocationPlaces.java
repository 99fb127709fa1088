/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a leaf certificate says that it can be looked up.
 *
 * @param ocsp null for nowhere
 * @param crl null for nowhere
 */
record RevocationPlaces(@Nullable URI ocsp, @Nullable URI crl) {

    static final RevocationPlaces NONE = new RevocationPlaces(null, null);
}
