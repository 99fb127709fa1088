/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code TBSCertList} of a CRL (RFC 5280 section 5.1.2), read once the signature over it held.
 *
 * @param issuer who issued it, as its distinguished name is encoded
 * @param from when it was issued
 * @param until when the next one is issued; null if it does not say
 * @param extensions of the list
 * @param entries the sequence of revocations as it stands; null if there are none
 */
record CrlContent(
        Bytes issuer,
        Instant from,
        @Nullable Instant until,
        DerExtensions extensions,
        @Nullable Bytes entries) {

    static final String NUMBER = "2.5.29.20";
    static final String DELTA_INDICATOR = "2.5.29.27";
    static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    static final String FRESHEST = "2.5.29.46";

    private static final Set<String> UNDERSTOOD = Set.of(NUMBER, DELTA_INDICATOR, ISSUING_DISTRIBUTION_POINT, FRESHEST);

    private static final int INTEGER = 0x02;
    private static final int SEQUENCE = 0x30;
    private static final int EXTENSIONS = 0xa0;

    static CrlContent parse(Bytes signedPart, Bytes algorithm) throws MalformedInputException {
        DerReader whole = new DerReader(signedPart);
        DerReader fields = whole.sequence();
        whole.end();
        boolean version2 = fields.nextIs(INTEGER);
        if (version2 && !fields.integer().equals(BigInteger.ONE)) {
            throw malformed("a CRL of another version than 2");
        }
        if (!fields.anyElement().equals(algorithm)) {
            throw malformed("it names two different signature algorithms");
        }
        Bytes issuer = fields.anyElement();
        Instant from = DerTime.either(fields);
        Instant until = DerTime.isNext(fields) ? DerTime.either(fields) : null;
        Bytes entries = fields.nextIs(SEQUENCE) ? fields.anyElement() : null;
        DerExtensions extensions = DerExtensions.NONE;
        if (fields.nextIs(EXTENSIONS) && version2) {
            DerReader explicit = fields.open(EXTENSIONS);
            extensions = DerExtensions.read(explicit);
            explicit.end();
        }
        fields.end();
        Optional<String> unknown = extensions.criticalBeside(UNDERSTOOD);
        if (unknown.isPresent()) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.CRL_UNSUPPORTED, "critical extension " + unknown.get()));
        }
        return new CrlContent(issuer, from, until, extensions, entries);
    }

    /** Its number; empty if it has none. */
    Optional<BigInteger> number() throws MalformedInputException {
        return number(NUMBER);
    }

    /** The number of the list that it changes; empty if it is a complete one. */
    Optional<BigInteger> changes() throws MalformedInputException {
        return number(DELTA_INDICATOR);
    }

    /**
     * The revocations of one certificate. All entries are read: one that nobody understands makes the list useless
     * (RFC 5280 section 5.3).
     */
    List<RevocationEntry> find(BigInteger serialNumber) throws MalformedInputException {
        List<RevocationEntry> found = new ArrayList<>();
        if (entries == null) {
            return found;
        }
        DerReader list = new DerReader(entries).sequence();
        while (!list.atEnd()) {
            DerReader fields = list.sequence();
            BigInteger number = fields.integer();
            Instant date = DerTime.either(fields);
            DerExtensions own = fields.atEnd() ? DerExtensions.NONE : DerExtensions.read(fields);
            fields.end();
            RevocationEntry entry = RevocationEntry.of(date, own);
            if (number.equals(serialNumber)) {
                found.add(entry);
            }
        }
        return found;
    }

    private Optional<BigInteger> number(String oid) throws MalformedInputException {
        Optional<Bytes> value = extensions.value(oid);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        DerReader reader = new DerReader(value.get());
        BigInteger number = reader.integer();
        reader.end();
        if (number.signum() < 0) {
            throw malformed("a negative number");
        }
        return Optional.of(number);
    }

    private static MalformedInputException malformed(String detail) {
        return new MalformedInputException(new Reason(PrimitiveReason.CRL_MALFORMED, detail));
    }
}
