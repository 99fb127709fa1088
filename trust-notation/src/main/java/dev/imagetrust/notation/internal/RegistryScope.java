/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.util.regex.Pattern;

/** The grammar of registry scopes: {@code domain[:port]/repository} (trust-store-trust-policy.md, registryScopes). */
final class RegistryScope {

    static final String ANY = "*";

    private static final int MAX_LENGTH = 512;
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*+(?<=[a-zA-Z0-9]))?";
    private static final String COMPONENT = "[a-z0-9]++(?:(?:__|[._]|-++)[a-z0-9]++)*+";
    private static final Pattern SCOPE = Pattern.compile(
            LABEL + "(?:\\." + LABEL + ")*+(?::[0-9]{1,5})?+/" + COMPONENT + "(?:/" + COMPONENT + ")*+");

    private RegistryScope() {}

    static boolean isRepository(String scope) {
        return scope.length() <= MAX_LENGTH && SCOPE.matcher(scope).matches();
    }
}
