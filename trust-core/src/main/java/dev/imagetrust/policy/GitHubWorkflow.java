/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.policy.CosignAuthority.KeylessIdentity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The identity of a workflow of GitHub Actions, as Fulcio certifies it.
 *
 * <pre>{@code
 * CosignRequirement released = GitHubWorkflow.of("shop/app")
 *         .file(".github/workflows/release.yml")
 *         .refMatching("refs/tags/v[0-9.]+")
 *         .trigger("push")
 *         .signedUnder(root)
 *         .build();
 * }</pre>
 *
 * <p>The certificate has to be for the workflow, and its claims have to say that the repository was the source. Whatever is not
 * named may be anything; without {@link #file} any workflow of the repository will do, also one that somebody adds on a branch. Not
 * thread-safe; what it builds is immutable.
 *
 * @since 0.1
 */
public final class GitHubWorkflow {

    private static final String GITHUB = "https://github.com";
    private static final String ISSUER = "https://token.actions.githubusercontent.com";
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");
    private static final Pattern FILE = Pattern.compile("\\.github/workflows/[A-Za-z0-9_./-]+");

    private final String repository;
    private final Map<FulcioClaim, IdentityPattern> claims = new EnumMap<>(FulcioClaim.class);
    private String server = GITHUB;
    private String issuer = ISSUER;
    private @Nullable String file;
    private @Nullable IdentityPattern ref;
    private @Nullable IdentityPattern caller;

    private GitHubWorkflow(String repository) {
        this.repository = repository;
    }

    /**
     * Workflows of a repository.
     *
     * @param repository {@code owner/name}, in the case that GitHub gives it
     * @throws IllegalArgumentException if it is none
     */
    public static GitHubWorkflow of(String repository) {
        return new GitHubWorkflow(matching(REPOSITORY, repository));
    }

    /**
     * Only this workflow.
     *
     * @param path such as {@code .github/workflows/release.yml}
     * @throws IllegalArgumentException if it lies elsewhere
     */
    public GitHubWorkflow file(String path) {
        this.file = matching(FILE, path);
        return this;
    }

    /** Only of this branch or tag: {@code refs/heads/main}, {@code refs/tags/v1}. */
    public GitHubWorkflow ref(String name) {
        this.ref = new IdentityPattern.Exact(name);
        return this;
    }

    /** Only of branches or tags that the RE2 expression matches as a whole. */
    public GitHubWorkflow refMatching(String expression) {
        this.ref = new IdentityPattern.FullMatch(expression);
        return this;
    }

    /** Only when started by this event: {@code push}, {@code workflow_dispatch}. */
    public GitHubWorkflow trigger(String event) {
        return claiming(FulcioClaim.BUILD_TRIGGER, event);
    }

    /** Only for this commit. */
    public GitHubWorkflow commit(String sha) {
        return claiming(FulcioClaim.SOURCE_REPOSITORY_DIGEST, sha);
    }

    /** Only for this deployment environment. */
    public GitHubWorkflow environment(String name) {
        return claiming(FulcioClaim.DEPLOYMENT_ENVIRONMENT, name);
    }

    /** Only on such machines: {@code github-hosted} or {@code self-hosted}. */
    public GitHubWorkflow runner(String kind) {
        return claiming(FulcioClaim.RUNNER_ENVIRONMENT, kind);
    }

    /**
     * Signed by a reusable workflow that the repository's own called; the certificate is for that one.
     *
     * @param uri its whole name, such as {@code https://github.com/org/builder/.github/workflows/build.yml@refs/tags/v2}
     */
    public GitHubWorkflow signedBy(IdentityPattern uri) {
        this.caller = requireNonNull(uri, "uri");
        return this;
    }

    /**
     * On a server of one's own.
     *
     * @param address such as {@code https://github.example}
     * @param tokenIssuer who issues its tokens
     */
    public GitHubWorkflow onServer(String address, String tokenIssuer) {
        this.server = requireNonNull(address, "address").replaceFirst("/$", "");
        this.issuer = requireNonNull(tokenIssuer, "tokenIssuer");
        return this;
    }

    /** Only with this claim in the certificate. */
    public GitHubWorkflow claiming(FulcioClaim claim, String value) {
        claims.put(requireNonNull(claim, "claim"), new IdentityPattern.Exact(value));
        return this;
    }

    /** The identity. */
    public KeylessIdentity identity() {
        Map<FulcioClaim, IdentityPattern> all = new EnumMap<>(FulcioClaim.class);
        all.put(FulcioClaim.SOURCE_REPOSITORY_URI, new IdentityPattern.Exact(server + "/" + repository));
        if (ref != null) {
            all.put(FulcioClaim.SOURCE_REPOSITORY_REF, ref);
        }
        IdentityPattern own = workflow();
        if (caller != null) {
            all.put(FulcioClaim.BUILD_CONFIG_URI, own);
        }
        all.putAll(claims);
        return new KeylessIdentity(new IdentityPattern.Exact(issuer), caller == null ? own : caller, all);
    }

    /** A requirement for a signature by that identity. */
    public CosignRequirement.Builder signedUnder(AnchorSelector root) {
        return CosignRequirement.by(new CosignAuthority.Keyless(root, List.of(identity())));
    }

    private IdentityPattern workflow() {
        String repositoryUri = server + "/" + repository + "/";
        if (file != null && ref instanceof IdentityPattern.Exact exact) {
            return new IdentityPattern.Exact(repositoryUri + file + "@" + exact.value());
        }
        String path = file == null ? "\\.github/workflows/[^@]+" : quoted(file);
        return new IdentityPattern.FullMatch(quoted(repositoryUri) + path + "@" + refExpression());
    }

    private String refExpression() {
        if (ref == null) {
            return "refs/.+";
        }
        return ref instanceof IdentityPattern.Exact exact
                ? quoted(exact.value())
                : "(?:" + ((IdentityPattern.FullMatch) ref).expression() + ")";
    }

    /** RE2 has {@code \Q} as well; nothing that is quoted may end it. */
    private static String quoted(String text) {
        return "\\Q" + text.replace("\\E", "\\E\\\\E\\Q") + "\\E";
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("not of the form " + pattern + ": " + text);
        }
        return text;
    }
}
