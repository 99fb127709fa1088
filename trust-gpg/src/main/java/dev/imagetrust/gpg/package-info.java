/* SPDX-License-Identifier: Apache-2.0 */
/** GPG simple signing of container images. */
package dev.imagetrust.gpg;
