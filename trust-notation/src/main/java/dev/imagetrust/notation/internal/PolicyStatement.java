/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.util.List;
import java.util.Map;

/**
 * One statement of a trust policy document, valid in itself.
 *
 * @param name what the operator calls it
 * @param scopes the repositories it is about, or {@code *} alone
 * @param level the level it starts from
 * @param actions what each failed check means, overrides applied
 * @param timestamps when a timestamp is verified
 * @param trustStores where trusted certificates are; empty for the level skip
 * @param identities who is trusted; empty for the level skip
 */
record PolicyStatement(
        String name,
        List<String> scopes,
        VerificationLevel level,
        Map<VerificationLevel.Check, VerificationLevel.Action> actions,
        TimestampRule timestamps,
        List<TrustStoreReference> trustStores,
        List<TrustedIdentity> identities) {

    PolicyStatement {
        scopes = List.copyOf(scopes);
        actions = Map.copyOf(actions);
        trustStores = List.copyOf(trustStores);
        identities = List.copyOf(identities);
    }

    /** When timestamps are verified, if there are trust stores for them. */
    enum TimestampRule {
        ALWAYS,
        AFTER_CERT_EXPIRY
    }
}
