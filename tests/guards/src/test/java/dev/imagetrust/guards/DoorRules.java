/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.imagetrust.guards.Forbidden.named;
import static dev.imagetrust.guards.Forbidden.notAccess;

/** One door to the JCA's signatures: whoever wants to know how a signature is checked reads one class. */
final class DoorRules {

    private static final String SIGNATURE = "java.security.Signature";

    private DoorRules() {}

    static ArchRule onlyOneClassUsesSignatures(String door) {
        return noClasses()
                .that(not(named(door)))
                .and()
                .resideOutsideOfPackage("dev.imagetrust.testkit..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(SIGNATURE);
    }

    /** The testkit makes signatures with the JCA, on purpose without the product's code; it never checks one. */
    static ArchRule forgersNeverVerify(String packages) {
        return classes()
                .that()
                .resideInAPackage(packages)
                .should(notAccess("verify", "java\\.security\\.Signature\\.(initVerify|verify)\\(.*\\)"))
                .allowEmptyShould(true);
    }
}
