/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A list of extensions, RFC 5280 section 4.2: of a CRL, of an entry of one, of an OCSP answer. None occurs twice. */
record DerExtensions(Map<String, Extension> byOid) {

    static final DerExtensions NONE = new DerExtensions(Map.of());

    /** Real lists have ten; a list of one in a CRL stands there for each entry. */
    private static final int MOST = 32;

    /** One of them; the value is without the octet string around it. */
    record Extension(boolean critical, Bytes value) {}

    DerExtensions {
        byOid = Map.copyOf(byOid);
    }

    /** Reads the next element, which has to be a sequence of extensions, at least one. */
    static DerExtensions read(DerReader parent) throws MalformedInputException {
        DerReader list = parent.sequence();
        Map<String, Extension> read = new LinkedHashMap<>();
        do {
            DerReader one = list.sequence();
            String oid = one.objectIdentifier();
            boolean critical = one.nextIs(0x01) && one.truth();
            Extension before = read.put(oid, new Extension(critical, one.octetString()));
            one.end();
            if (before != null || read.size() > MOST) {
                throw new MalformedInputException(new Reason(
                        PrimitiveReason.NOT_DER,
                        before != null ? "extension " + oid + " twice" : "too many extensions"));
            }
        } while (!list.atEnd());
        return new DerExtensions(read);
    }

    /** The value of one. */
    Optional<Bytes> value(String oid) {
        return Optional.ofNullable(byOid.get(oid)).map(Extension::value);
    }

    /** The first that is critical and not among those. */
    Optional<String> criticalBeside(Set<String> understood) {
        return byOid.entrySet().stream()
                .filter(e -> e.getValue().critical() && !understood.contains(e.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }
}
