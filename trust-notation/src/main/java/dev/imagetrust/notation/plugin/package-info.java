/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Plugins of the Notary Project (plugin-extensibility.md, contract version 1.0): programs, or code of the caller, that
 * sign with keys elsewhere and judge signatures that demand them by the signed attribute
 * {@code io.cncf.notary.verificationPlugin}.
 *
 * <p>Nothing is looked up by itself. Hand plugins to {@link dev.imagetrust.notation.NotationVerifierProvider} as a
 * {@link dev.imagetrust.notation.plugin.VerificationPlugins}; without one, a signature that demands a plugin is refused.
 * A plugin is asked only once the chain has matched a trust store of the policy, so a stranger's signature starts
 * nothing:
 *
 * <pre>{@code
 * VerificationPlugins plugins = ExecutablePlugins.in(Path.of("/etc/notation/plugins"), scratch);
 * ImageTrust.builder().provider(new NotationVerifierProvider().withPlugins(plugins))…
 * }</pre>
 *
 * <p>A plugin is trusted as the program that calls it: what it says about identity and revocation takes the place of the
 * checks made here.
 */
@NullMarked
package dev.imagetrust.notation.plugin;

import org.jspecify.annotations.NullMarked;
