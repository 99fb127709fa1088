/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of a certificate, read from the signed part: the Java runtime takes a non-critical extension that it
 * cannot read for absent, and with it the limits that it states.
 */
final class CertificateExtensions {

    private final @Nullable Extensions extensions;

    private CertificateExtensions(@Nullable Extensions extensions) {
        this.extensions = extensions;
    }

    static CertificateExtensions read(Bytes signedPart) throws MalformedInputException {
        // An extension that occurs twice is refused here, RFC 5280 section 4.2.
        return Asn1.read(
                "signed part",
                () -> new CertificateExtensions(
                        TBSCertificate.getInstance(signedPart.toByteArray()).getExtensions()));
    }

    Set<String> criticalOids() {
        Set<String> critical = new LinkedHashSet<>();
        if (extensions != null) {
            for (ASN1ObjectIdentifier oid : extensions.getCriticalExtensionOIDs()) {
                critical.add(oid.getId());
            }
        }
        return Set.copyOf(critical);
    }

    Optional<Bytes> value(String oid) {
        return find(oid).map(extension -> Bytes.copyOf(extension.getExtnValue().getOctets()));
    }

    Optional<CertificateFacts.BasicConstraints> basicConstraints() throws MalformedInputException {
        Optional<Extension> found = find(Extension.basicConstraints.getId());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Asn1.read("basic constraints", () -> {
            var read = org.bouncycastle.asn1.x509.BasicConstraints.getInstance(
                    found.get().getParsedValue());
            @Nullable BigInteger length = read.getPathLenConstraint();
            return new CertificateFacts.BasicConstraints(
                    found.get().isCritical(),
                    read.isCA(),
                    length == null ? CertificateFacts.BasicConstraints.UNLIMITED : length.intValueExact());
        }));
    }

    Optional<CertificateFacts.KeyUsage> keyUsage() throws MalformedInputException {
        Optional<Extension> found = find(Extension.keyUsage.getId());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Asn1.read("key usage", () -> {
            byte[] octets =
                    ASN1BitString.getInstance(found.get().getParsedValue()).getBytes();
            Set<KeyUsageBit> bits = EnumSet.noneOf(KeyUsageBit.class);
            for (KeyUsageBit bit : KeyUsageBit.values()) {
                if (bit.isSetIn(octets)) {
                    bits.add(bit);
                }
            }
            return new CertificateFacts.KeyUsage(found.get().isCritical(), bits);
        }));
    }

    Optional<CertificateFacts.ExtendedKeyUsage> extendedKeyUsage() throws MalformedInputException {
        Optional<Extension> found = find(Extension.extendedKeyUsage.getId());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Asn1.read("extended key usage", () -> {
            Set<String> purposes = new LinkedHashSet<>();
            for (KeyPurposeId purpose : org.bouncycastle.asn1.x509.ExtendedKeyUsage.getInstance(
                            found.get().getParsedValue())
                    .getUsages()) {
                purposes.add(purpose.getId());
            }
            return new CertificateFacts.ExtendedKeyUsage(found.get().isCritical(), purposes);
        }));
    }

    private Optional<Extension> find(String oid) {
        return extensions == null
                ? Optional.empty()
                : Optional.ofNullable(extensions.getExtension(new ASN1ObjectIdentifier(oid)));
    }
}
