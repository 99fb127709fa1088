/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import java.util.Locale;

/**
 * What a Fulcio certificate says about its signer besides subject and issuer: the extensions below
 * {@code 1.3.6.1.4.1.57264.1}. As true as the OpenID Connect issuer that said it first.
 *
 * <p>The old ones that name a GitHub workflow never stand in for the newer ones, nor the other way round.
 *
 * @since 0.1
 */
public enum FulcioClaim {
    /** The event that started a GitHub workflow: cosign's {@code --certificate-github-workflow-trigger}. */
    GITHUB_WORKFLOW_TRIGGER(2),
    /** The commit of a GitHub workflow. */
    GITHUB_WORKFLOW_SHA(3),
    /** The name of a GitHub workflow. */
    GITHUB_WORKFLOW_NAME(4),
    /** The repository of a GitHub workflow, {@code owner/name}. */
    GITHUB_WORKFLOW_REPOSITORY(5),
    /** The branch or tag of a GitHub workflow, {@code refs/heads/main}. */
    GITHUB_WORKFLOW_REF(6),
    /** The build instructions that signed, such as a reusable workflow. */
    BUILD_SIGNER_URI(9),
    /** The version of those instructions. */
    BUILD_SIGNER_DIGEST(10),
    /** Whether the build ran on the platform's own machines: {@code github-hosted} or {@code self-hosted}. */
    RUNNER_ENVIRONMENT(11),
    /** The repository that was built. */
    SOURCE_REPOSITORY_URI(12),
    /** The commit that was built. */
    SOURCE_REPOSITORY_DIGEST(13),
    /** The branch or tag that was built. */
    SOURCE_REPOSITORY_REF(14),
    /** The repository that was built, by the platform's own number, which survives renaming. */
    SOURCE_REPOSITORY_IDENTIFIER(15),
    /** The owner of the repository. */
    SOURCE_REPOSITORY_OWNER_URI(16),
    /** The owner of the repository, by the platform's own number. */
    SOURCE_REPOSITORY_OWNER_IDENTIFIER(17),
    /** The top-level build instructions, such as the calling workflow. */
    BUILD_CONFIG_URI(18),
    /** The version of the top-level instructions. */
    BUILD_CONFIG_DIGEST(19),
    /** The event that started the build. */
    BUILD_TRIGGER(20),
    /** The run of the build. */
    RUN_INVOCATION_URI(21),
    /** Whether the repository was public or private when it was signed. */
    SOURCE_REPOSITORY_VISIBILITY(22),
    /** The environment that was deployed to. */
    DEPLOYMENT_ENVIRONMENT(23),
    /** The subject of the identity token. */
    TOKEN_SUBJECT(24);

    private final int number;

    FulcioClaim(int number) {
        this.number = number;
    }

    /** The last number of the object identifier. */
    public int number() {
        return number;
    }

    /** A stable name, for documents: {@code source-repository-uri}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
