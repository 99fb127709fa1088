/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What providers and hosts implement: verifiers, sources and sinks of signatures, signers, fetchers of evidence.
 */
package dev.imagetrust.spi;
