/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Deciding which OpenPGP keys to trust, and ceasing to.
 *
 * <p>Everything here is a function of what is handed in: nothing watches, remembers, asks or writes by itself.
 *
 * <ul>
 *   <li>Whose signature is it? {@link dev.imagetrust.gpg.keys.SignerInformation}, from a verdict.
 *   <li>Shall this key be trusted? {@link dev.imagetrust.gpg.keys.NewKeyWarning} says what there is to know, and takes
 *       a full fingerprint for an answer; {@link dev.imagetrust.gpg.keys.FingerprintCheck} compares one with what a person
 *       got elsewhere. Automation has {@link dev.imagetrust.gpg.keys.PreconfiguredKeys}.
 *   <li>What if it was stolen? {@link dev.imagetrust.gpg.keys.KeyRevocation} shows which images and scopes are concerned,
 *       then denies the key in all formats and takes it out of the policy.
 *   <li>Is it still good? {@link dev.imagetrust.gpg.keys.KeyWatcher} tells which keys end, are revoked or were replaced
 *       by their owners.
 *   <li>From internal to production: {@link dev.imagetrust.Promotion}, with a policy and a key for each stage.
 * </ul>
 *
 * <p>What a policy with another key would admit is {@link dev.imagetrust.PolicyDiff}; why an image is judged as it is,
 * {@link dev.imagetrust.ImageTrust#explain}.
 */
package dev.imagetrust.gpg.keys;
