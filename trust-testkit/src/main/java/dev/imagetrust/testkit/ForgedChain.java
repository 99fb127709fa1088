/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.testkit.ForgedKey.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * A fresh certificate chain for signing: leaf, intermediate and root, as the Notary Project wants them.
 *
 * <p>The authorities have P-256 keys whatever the key of the leaf, so that chains are quick to make. Immutable.
 *
 * @since 0.1
 */
public final class ForgedChain {

    /** The subject of leaves that were given none. */
    public static final String SUBJECT = "C=US,ST=WA,O=Image Trust,CN=Forged Signer";

    private final Keys keys;
    private final Bytes root;
    private final String subject;
    private final ChainBend bend;
    private final RevocationPlaces places;
    private final List<Bytes> certificates;

    private ForgedChain(Keys keys, Bytes root, String subject, ChainBend bend, RevocationPlaces places) {
        this.keys = keys;
        this.root = root;
        this.subject = requireNonNull(subject, "subject");
        this.bend = requireNonNull(bend, "bend");
        this.places = places;
        this.certificates = arranged(new ChainIssuer(subject, bend, places));
    }

    /** A chain over a fresh leaf key of the given kind. */
    public static ForgedChain generate(Kind kind) {
        return of(ForgedKey.generate(kind));
    }

    /** A chain over a given leaf key. */
    public static ForgedChain of(ForgedKey leafKey) {
        requireNonNull(leafKey, "leafKey");
        Keys keys = new Keys(leafKey, ForgedKey.generate(Kind.EC_P256), ForgedKey.generate(Kind.EC_P256));
        Bytes root = new ChainIssuer(SUBJECT, ChainBend.NONE, RevocationPlaces.NONE).root(keys.root());
        return new ForgedChain(keys, root, SUBJECT, ChainBend.NONE, RevocationPlaces.NONE);
    }

    /**
     * The same keys and the same root, with another subject in the leaf.
     *
     * @param name in RFC 4514 form, the attributes in the order of the certificate
     */
    public ForgedChain named(String name) {
        return new ForgedChain(keys, root, name, bend, places);
    }

    /** The same keys and the same root, with certificates that are bent. */
    public ForgedChain bent(ChainBend newBend) {
        return new ForgedChain(keys, root, subject, newBend, places);
    }

    /** The same keys and the same root, with a leaf that names an OCSP responder. */
    public ForgedChain namingOcsp(URI responder) {
        return new ForgedChain(keys, root, subject, bend, new RevocationPlaces(responder, places.crl()));
    }

    /** The same keys and the same root, with a leaf that says where a CRL is. */
    public ForgedChain namingCrl(URI crl) {
        return new ForgedChain(keys, root, subject, bend, new RevocationPlaces(places.ocsp(), crl));
    }

    /** What an OCSP responder answers about the leaf, by its issuer, the intermediate. */
    public Bytes ocspAnswer(RevocationBend bent) {
        return revocation().ocsp(bent);
    }

    /** A CRL of the leaf's issuer, the intermediate, on which nobody or the leaf stands. */
    public Bytes crl(RevocationBend bent) {
        return revocation().crl(bent);
    }

    /** A good CRL with so many others on it. */
    public Bytes crlOf(int others) {
        return revocation().crl(RevocationBend.NONE, others);
    }

    private ForgedRevocation revocation() {
        Bytes issuer = new ChainIssuer(subject, ChainBend.NONE, places)
                .intermediate(keys.intermediate(), ChainIssuer.ROOT, keys.root());
        return new ForgedRevocation(issuer, root, ChainIssuer.serial(keys.leaf()), keys.intermediate());
    }

    /** The key of the leaf. */
    public ForgedKey leafKey() {
        return keys.leaf();
    }

    /** The subject of the leaf. */
    public String subject() {
        return subject;
    }

    /** What a signature carries, leaf first: DER, where the bend is not that it is none. */
    public List<Bytes> certificates() {
        return certificates;
    }

    /** The root, in DER: what a trust store contains. */
    public Bytes root() {
        return root;
    }

    /** The root as a PEM block. */
    public Bytes rootPem() {
        return ForgedKey.pem("CERTIFICATE", root);
    }

    private List<Bytes> arranged(ChainIssuer issuer) {
        Bytes intermediate = issuer.intermediate(keys.intermediate(), ChainIssuer.ROOT, keys.root());
        Bytes leaf = bend == ChainBend.NO_INTERMEDIATE
                ? issuer.leafOf(ChainIssuer.ROOT, keys.leaf(), keys.root())
                : issuer.leaf(keys.leaf(), keys.intermediate());
        return switch (bend) {
            case NO_INTERMEDIATE, WITHOUT_INTERMEDIATE -> List.of(leaf, root);
            case WITHOUT_ROOT -> List.of(leaf, intermediate);
            case ROOT_FIRST -> reversed(List.of(leaf, intermediate, root));
            case UNRELATED_CERTIFICATE -> List.of(leaf, intermediate, root, ForgedCertificates.selfSigned(keys.leaf()));
            case REPEATED_LEAF -> List.of(leaf, leaf, intermediate, root);
            case TRAILING_OCTETS -> List.of(Octets.concat(leaf, Bytes.fromHex("00")), intermediate, root);
            case TRUNCATED_LEAF -> List.of(Octets.truncate(leaf, leaf.length() / 2), intermediate, root);
            case GARBAGE_LEAF -> List.of(Bytes.utf8("this is no certificate"), intermediate, root);
            case TWO_INTERMEDIATES, PATH_LENGTH_TOO_SHORT -> withUpper(issuer, leaf);
            case LOOKALIKE_ROOT -> ofAnotherRoot(issuer, leaf);
            case TRUSTED_ROOT_APPENDED -> {
                List<Bytes> longer = new ArrayList<>(ofAnotherRoot(issuer, leaf));
                longer.add(root);
                yield List.copyOf(longer);
            }
            default -> List.of(leaf, intermediate, root);
        };
    }

    private List<Bytes> withUpper(ChainIssuer issuer, Bytes leaf) {
        ForgedKey upperKey = keys.intermediate().another();
        Bytes below = issuer.intermediate(keys.intermediate(), ChainIssuer.UPPER, upperKey);
        return List.of(leaf, below, issuer.upper(upperKey, keys.root()), root);
    }

    private List<Bytes> ofAnotherRoot(ChainIssuer issuer, Bytes leaf) {
        ForgedKey other = keys.root().another();
        return List.of(leaf, issuer.intermediate(keys.intermediate(), ChainIssuer.ROOT, other), issuer.root(other));
    }

    private static List<Bytes> reversed(List<Bytes> list) {
        List<Bytes> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return List.copyOf(copy);
    }

    private record Keys(ForgedKey leaf, ForgedKey intermediate, ForgedKey root) {}
}
