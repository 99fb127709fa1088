/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.imagetrust.guards.Forbidden.named;
import static dev.imagetrust.guards.Forbidden.notAccess;

/** Whoever wants to know how a signature is checked reads one class, two with OpenPGP; one more makes them. */
final class DoorRules {

    static final String JCA_DOOR = "dev.imagetrust.primitives.SignatureCheck";

    /** Signs with keys that a provider of the Java runtime holds; what it yields goes through the door above. */
    static final String JCA_SIGNING_DOOR = "dev.imagetrust.primitives.ProviderSignature";

    /** OpenPGP signatures are hashed with parts of the packet, so Bouncy Castle's own classes check them. */
    static final String OPENPGP_DOOR = "dev.imagetrust.gpg.internal.OpenPgpSignature";

    /** Whatever tells of itself whether a signature or a chain of certificates holds. */
    private static final String[] VERIFYING = {
        "java\\.security\\.Signature\\.(initVerify|verify)\\(.*\\)",
        "java\\.security\\.cert\\.\\w+\\.verify\\(.*\\)",
        "java\\.security\\.cert\\.CertPath(Validator|Builder)\\..*",
        "org\\.bouncycastle\\..*\\.(verify\\w*|isSignatureValid|isValidSignature)\\(.*\\)"
    };

    private DoorRules() {}

    static ArchRule nobodyUsesSignaturesBut(String... doors) {
        return noClasses()
                .that(not(named(doors)))
                .and()
                .resideOutsideOfPackage("dev.imagetrust.testkit..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.Signature");
    }

    /** Also through a certificate, a chain or a library: each would be a second opinion with rules of its own. */
    static ArchRule nobodyVerifiesBut(String... doors) {
        return classes().that(not(named(doors))).should(notAccess("verify signatures", VERIFYING));
    }
}
