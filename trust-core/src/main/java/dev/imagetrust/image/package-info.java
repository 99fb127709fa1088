/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is judged: octets, digests, names, descriptors and the {@linkplain dev.imagetrust.image.ImageSubject subject} of a
 * verdict, with the limits on what comes from outside. Everything is an immutable value.
 */
package dev.imagetrust.image;
