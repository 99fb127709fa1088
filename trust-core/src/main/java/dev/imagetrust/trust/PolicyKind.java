/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

/**
 * The policy documents that lie beside trust material. A store keeps them and does not evaluate them.
 *
 * @since 0.1
 */
public enum PolicyKind {
    /** The Notary Project's {@code trustpolicy.json}. */
    NOTATION("notation"),
    /** The {@code policy.json} of the containers tools. */
    CONTAINERS("containers");

    private final String id;

    PolicyKind(String id) {
        this.id = id;
    }

    /** A stable name, for documents. */
    public String id() {
        return id;
    }
}
