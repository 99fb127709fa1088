/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.violations;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.imagetrust.guards.violations.internal.Hidden;
import java.util.List;
import java.util.Optional;

/** Exported signatures with what must not stand there. */
public interface Exposes {

    void inParameter(List<? extends JavaClass> foreign);

    Optional<Hidden> inResult();

    <T extends JavaClass> T inBound(String name);

    PackagePrivate inPackagePrivateResult();

    byte[] array();

    void arrays(List<byte[]> all);

    /** A record in an exported interface. */
    record Component(JavaClass foreign) {}
}
