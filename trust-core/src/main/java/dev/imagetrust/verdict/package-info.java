/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What was found out and decided: checks, reports on signatures, places that were looked at, and the
 * {@linkplain dev.imagetrust.verdict.Decider decider} through which every admission goes.
 */
package dev.imagetrust.verdict;
