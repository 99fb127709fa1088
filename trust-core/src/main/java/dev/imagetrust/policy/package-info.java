/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What must hold for which image. Requirements are plain data: they can be compared, hashed and printed, and what could
 * be met by anything cannot be built.
 */
package dev.imagetrust.policy;
