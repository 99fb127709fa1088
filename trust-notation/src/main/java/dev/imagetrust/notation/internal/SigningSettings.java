/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationEnvelope;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the builders of signers collect. Not thread-safe. */
public final class SigningSettings {

    private static final String AGENT = "image-trust";

    private final RemoteSigner key;
    private final Bytes certificateChain;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private NotationEnvelope envelope = NotationEnvelope.JWS;
    private SigningScheme scheme = SigningScheme.X509;
    private String agent = AGENT;
    private boolean timestampRevocationMatters = true;
    private @Nullable Duration lifetime;
    private @Nullable URI authority;
    private @Nullable Bytes roots;
    private @Nullable SecureRandom random;

    /** For a key and its chain. */
    public SigningSettings(RemoteSigner key, Bytes certificateChain) {
        this.key = key;
        this.certificateChain = certificateChain;
    }

    /** How signatures are written. */
    public void envelope(NotationEnvelope newEnvelope) {
        envelope = newEnvelope;
    }

    /** How long they count. */
    public void expiresAfter(Duration newLifetime) {
        lifetime = newLifetime;
    }

    /** One pair of the signer's metadata. */
    public void metadata(String name, String value) {
        metadata.put(name, value);
    }

    /** What signs. */
    public void agent(String newAgent) {
        agent = newAgent;
    }

    /** Whose word about the signing time is trusted. */
    public void signingAuthority() {
        scheme = SigningScheme.SIGNING_AUTHORITY;
    }

    /** Who stamps. */
    public void timestamp(URI newAuthority, Bytes newRoots, SecureRandom newRandom) {
        authority = newAuthority;
        roots = newRoots;
        random = newRandom;
    }

    /** Nobody asks whether who stamps has been revoked. */
    public void insecurelyWithoutTimestampRevocation() {
        timestampRevocationMatters = false;
    }

    /**
     * The signer.
     *
     * @throws SetUpException if anything of it cannot be used
     */
    public EnvelopeSigner signer() {
        SigningOptions options = new SigningOptions(envelope, scheme, lifetime, agent, metadata);
        return new EnvelopeSigner(key, SigningChain.parse(certificateChain, key), options, timestamping());
    }

    private @Nullable Timestamping timestamping() {
        if (authority == null || roots == null || random == null) {
            return null;
        }
        if (scheme == SigningScheme.SIGNING_AUTHORITY) {
            // signing-scheme.md: verifiers ignore timestamps there; one who asks for both misunderstands one of them.
            throw new SetUpException(new Reason(
                    NotationReason.SIGNING_OPTION_INVALID, "a timestamp does not go with a signing authority"));
        }
        Timestamping timestamping = Timestamping.by(authority, roots, random);
        return timestampRevocationMatters ? timestamping : timestamping.insecurelyWithoutRevocation();
    }
}
