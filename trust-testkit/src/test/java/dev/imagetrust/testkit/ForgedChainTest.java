/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.testkit.ForgedKey.Kind;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads forged chains with the JDK. */
class ForgedChainTest {

    private static final ForgedChain CHAIN = ForgedChain.generate(Kind.EC_P256);

    /** Bends that the JDK's own path validation refuses; the others break rules of the Notary Project only. */
    private static final Set<ChainBend> REFUSED_BY_JDK = EnumSet.of(
            ChainBend.UNKNOWN_CRITICAL_EXTENSION,
            ChainBend.EXPIRED_LEAF,
            ChainBend.EXPIRED_INTERMEDIATE,
            ChainBend.FUTURE_LEAF,
            ChainBend.INTERMEDIATE_IS_NO_CA,
            ChainBend.NO_CERTIFICATE_SIGNING,
            ChainBend.PATH_LENGTH_TOO_SHORT,
            ChainBend.FOREIGN_ISSUER,
            ChainBend.LOOKALIKE_ROOT,
            ChainBend.WITHOUT_INTERMEDIATE,
            ChainBend.ROOT_FIRST,
            ChainBend.UNRELATED_CERTIFICATE,
            ChainBend.TRUSTED_ROOT_APPENDED,
            ChainBend.REPEATED_LEAF,
            ChainBend.TRUNCATED_LEAF,
            ChainBend.GARBAGE_LEAF);

    @ParameterizedTest
    @EnumSource
    void chainsAreBentAsTheySay(ChainBend bend) {
        assertThat(isValid(CHAIN.bent(bend).certificates(), CHAIN.root())).isNotEqualTo(REFUSED_BY_JDK.contains(bend));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfLeafHasAChain(Kind kind) throws GeneralSecurityException {
        ForgedChain chain = ForgedChain.generate(kind);
        assertThat(read(chain.certificates().get(0)).getPublicKey())
                .isEqualTo(chain.leafKey().publicKey());
    }

    @ParameterizedTest
    @EnumSource
    void theLeafHasTheUsagesOfItsBend(ChainBend bend) throws GeneralSecurityException {
        if (bend == ChainBend.TRUNCATED_LEAF || bend == ChainBend.GARBAGE_LEAF || bend == ChainBend.ROOT_FIRST) {
            return;
        }
        X509Certificate leaf = read(CHAIN.bent(bend).certificates().get(0));
        assertThat(leaf.getBasicConstraints() >= 0).isEqualTo(bend == ChainBend.LEAF_IS_CA);
        assertThat(leaf.getKeyUsage() == null).isEqualTo(bend == ChainBend.NO_KEY_USAGE);
        assertThat(leaf.getExtendedKeyUsage() == null).isEqualTo(bend == ChainBend.NO_EXTENDED_KEY_USAGE);
        assertThat(leaf.getSigAlgName().startsWith("SHA1")).isEqualTo(bend == ChainBend.SHA1_LEAF);
        assertThat(leaf.getCriticalExtensionOIDs().contains("2.5.29.15"))
                .isNotEqualTo(bend == ChainBend.KEY_USAGE_NOT_CRITICAL || bend == ChainBend.NO_KEY_USAGE);
    }

    @ParameterizedTest
    @EnumSource
    void theRootIsTheSameUnderEveryBend(ChainBend bend) {
        assertThat(CHAIN.bent(bend).root()).isEqualTo(CHAIN.root());
    }

    @Test
    void theSubjectOfTheLeafIsTheOneAskedFor() throws GeneralSecurityException {
        ForgedChain named = CHAIN.named("C=DE,ST=BE,O=Somebody,CN=Else");
        assertThat(read(named.certificates().get(0)).getSubjectX500Principal().getName())
                .isEqualTo("CN=Else,O=Somebody,ST=BE,C=DE");
        assertThat(named.root()).isNotNull();
        assertThat(isValid(named.certificates(), CHAIN.root())).isTrue();
    }

    /** All but the last certificate, which has to be the trusted root. */
    private static boolean isValid(List<Bytes> chain, Bytes root) {
        try {
            List<X509Certificate> path = new ArrayList<>();
            for (Bytes certificate : chain) {
                X509Certificate read = read(certificate);
                if (!certificate.equals(root)) {
                    path.add(read);
                }
            }
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
            PKIXParameters parameters = new PKIXParameters(new HashSet<>(Set.of(new TrustAnchor(read(root), null))));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(ForgedTime.NOW));
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static X509Certificate read(Bytes der) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(der.newInputStream());
    }
}
