/* SPDX-License-Identifier: Apache-2.0 */
/** An adapter for the server of the JDK, module {@code jdk.httpserver}. */
package dev.imagetrust.endpoints.httpserver;
