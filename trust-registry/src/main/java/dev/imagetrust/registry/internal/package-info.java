/* SPDX-License-Identifier: Apache-2.0 */
/** One guarded HTTP client, logging in, and what registries mean by their answers. */
package dev.imagetrust.registry.internal;
