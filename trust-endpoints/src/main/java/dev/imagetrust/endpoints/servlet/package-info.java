/* SPDX-License-Identifier: Apache-2.0 */
/** An adapter for servlet containers; needs {@code jakarta.servlet} 6, which a container brings. */
package dev.imagetrust.endpoints.servlet;
