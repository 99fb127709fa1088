/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/**
 * The addresses and hosts in a certificate; names of other kinds are passed over. Only as true as the authority that issued it.
 *
 * @param emails sorted
 * @param hosts sorted
 */
record CertificateNames(List<String> emails, List<String> hosts) {

    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

    CertificateNames {
        emails = List.copyOf(emails);
        hosts = List.copyOf(hosts);
    }

    static CertificateNames of(CertificateFacts leaf) throws MalformedInputException {
        Optional<Bytes> extension = leaf.extension(SUBJECT_ALTERNATIVE_NAME);
        if (extension.isEmpty()) {
            throw refusal("it names no subject", null);
        }
        List<String> emails = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        try {
            ASN1Primitive der = ASN1Primitive.fromByteArray(extension.get().toByteArray());
            for (GeneralName name : GeneralNames.getInstance(der).getNames()) {
                switch (name.getTagNo()) {
                    case GeneralName.rfc822Name -> emails.add(text(name));
                    case GeneralName.dNSName -> hosts.add(text(name));
                    default -> {}
                }
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw refusal("its subject alternative name cannot be read", e);
        }
        Collections.sort(emails);
        Collections.sort(hosts);
        return new CertificateNames(emails, hosts);
    }

    /** All of them, for people. */
    String text() {
        List<String> all = new ArrayList<>(emails);
        all.addAll(hosts);
        return String.join(", ", all);
    }

    /** A name in which a reader may see less than a matcher does is nobody's. */
    private static String text(GeneralName name) throws MalformedInputException {
        String text = ASN1IA5String.getInstance(name.getName()).getString();
        if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw refusal("a name is empty or has other characters than ASCII has for names", null);
        }
        return text;
    }

    private static MalformedInputException refusal(String detail, @Nullable Exception cause) {
        Reason reason = new Reason(CosignReason.CERTIFICATE_NAMES, detail);
        return cause == null ? new MalformedInputException(reason) : new MalformedInputException(reason, cause);
    }
}
