/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.trust.AnchorId;

/**
 * A key file and who it is.
 *
 * @param anchor what verdicts call it
 * @param name what people call it
 * @param content its octets
 */
record KeySource(AnchorId anchor, String name, Bytes content) {}
