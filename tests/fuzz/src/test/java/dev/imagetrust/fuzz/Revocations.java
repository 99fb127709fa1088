/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.DistributionPoint;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.OcspRequest;
import dev.imagetrust.primitives.OcspResponse;
import dev.imagetrust.primitives.RevocationList;
import dev.imagetrust.primitives.RevocationSources;
import dev.imagetrust.primitives.RevocationStatus;
import dev.imagetrust.testkit.ForgedTime;
import java.time.Duration;

/** What responders and authorities say. The seeds say that the certificate has been revoked: nothing else may come of it. */
final class Revocations {

    private Revocations() {}

    static void ocsp(Bytes input) {
        Primitives.attempt(() -> {
            OcspRequest request = OcspRequest.about(leaf(), issuer());
            notGood(OcspResponse.parse(input)
                    .verify(request, ForgedTime.NOW, null)
                    .status());
        });
    }

    static void crl(Bytes input) {
        Primitives.attempt(() -> list(RevocationList.verify(input, issuer(), ForgedTime.NOW)));
        Primitives.attempt(() -> list(
                RevocationList.insecurelyVerifyPastItsTime(input, issuer(), ForgedTime.NOW, Duration.ofDays(366))));
    }

    private static void list(RevocationList list) throws MalformedInputException {
        Primitives.attempt(list::changes);
        notGood(list.status(leaf(), RevocationSources.of(leaf()).crls().get(0), null));
        Primitives.attempt(() -> list.status(issuer(), DistributionPoint.UNNAMED, null));
    }

    private static void notGood(RevocationStatus status) {
        Check.that(!(status instanceof RevocationStatus.Good), "what was revoked stays revoked");
    }

    private static CertificateFacts leaf() throws MalformedInputException {
        return CertificateFacts.parse(Seeds.trust("revoked.der"));
    }

    private static CertificateFacts issuer() throws MalformedInputException {
        return CertificateFacts.parse(Seeds.trust("revoker.der"));
    }
}
