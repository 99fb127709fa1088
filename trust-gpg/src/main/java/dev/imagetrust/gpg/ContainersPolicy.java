/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.util.Objects.requireNonNull;

/**
 * Reads the policy files of skopeo, podman, CRI-O and OpenShift: containers-policy.json(5).
 *
 * <p>An image gets the rule under the transport of its {@linkplain dev.imagetrust.image.PolicyLocation location} whose
 * scope is its identity, else its most specific namespace, else the empty scope, else {@code default}; nothing is
 * merged. Several requirements of one rule must all be met, perhaps by different signatures; of several keys in one
 * requirement any one suffices.
 *
 * <table>
 * <caption>What a requirement becomes</caption>
 * <tr><th>in the file</th><th>here</th></tr>
 * <tr><td>{@code insecureAcceptAnything}</td><td>{@link dev.imagetrust.policy.Waive}</td></tr>
 * <tr><td>{@code reject}, {@code signedBaseLayer}</td><td>{@link dev.imagetrust.policy.Reject}; containers/image
 *     denies the second as well</td></tr>
 * <tr><td>{@code signedBy}</td><td>{@link dev.imagetrust.policy.SimpleSigningRequirement}</td></tr>
 * <tr><td>{@code sigstoreSigned} with keys, {@code fulcio} or {@code pki}, with or without logs</td>
 *     <td>{@link dev.imagetrust.policy.CosignRequirement}, which needs the cosign module; Sigstore bundles have no docker
 *     reference and do not meet it, see {@link ContainersPolicyReader}</td></tr>
 * <tr><td>key types other than {@code GPGKeys}, logs and authorities that cannot be read</td><td>a rule that cannot be
 *     used: its images are {@code UNDETERMINED}</td></tr>
 * </table>
 *
 * <p>Stricter than containers/image: members that are null or empty, an empty {@code keyPaths}, and members that occur
 * twice at any depth are refused. Key files are read once, here; to see new content, parse again. Whether they contain
 * keys shows when the policy is put to use.
 *
 * @since 0.1
 */
public final class ContainersPolicy {

    private static final int MAX_LENGTH = 16 << 20;

    private ContainersPolicy() {}

    /**
     * Reads the policy in a file, as {@link #parse} does, with the key files it names; relative paths are taken below its
     * folder. What is wrong is told with the name of the file, the place inside and what was expected there.
     *
     * @throws SetUpException as {@link #parse}; {@link GpgReason#POLICY_FILE_UNREADABLE} also if the file itself cannot be
     *     read or is longer than 16 MiB. No policy stands in for one that is missing
     */
    public static TrustPolicy load(Path file) {
        Path folder = requireNonNull(file.toAbsolutePath().getParent(), "a file");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_LENGTH + 1);
            if (content.length > MAX_LENGTH) {
                throw new IOException("longer than " + MAX_LENGTH + " bytes");
            }
            return parse(Bytes.copyOf(content), KeyFiles.relativeTo(folder));
        } catch (IOException e) {
            throw new SetUpException(new Reason(GpgReason.POLICY_FILE_UNREADABLE, file.toString()), e);
        } catch (SetUpException e) {
            throw new SetUpException(
                    new Reason(e.reason().code(), file + ": " + e.reason().detail()), e);
        }
    }

    /**
     * Reads a policy of at most 16 MiB, all of which must be usable as far as it is supported.
     *
     * @throws SetUpException {@link GpgReason#POLICY_INVALID} for the first rule of the format that is broken, and
     *     {@link GpgReason#POLICY_FILE_UNREADABLE} with every file that cannot be read, in its detail and as suppressed
     *     exceptions
     */
    public static TrustPolicy parse(Bytes document, KeyFiles files) {
        return ContainersPolicyReader.with(files).parse(document);
    }

    /**
     * As {@link #parse}, but a file that cannot be read makes only the rules that name it unusable: their images are
     * {@code UNDETERMINED}, others are not concerned.
     *
     * @throws SetUpException {@link GpgReason#POLICY_INVALID} for the first rule of the format that is broken
     */
    public static TrustPolicy parseTolerantly(Bytes document, KeyFiles files) {
        return ContainersPolicyReader.with(files).parseTolerantly(document);
    }
}
