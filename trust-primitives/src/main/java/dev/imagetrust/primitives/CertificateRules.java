/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules on certificates that the formats share, each on its own.
 *
 * <p>An empty answer means that the rule holds; otherwise the reason names the certificate. No rule implies another, none
 * reads a clock, and none knows what is trusted: a chain that keeps all of them may be anybody's. What a format demands
 * of a chain is the format's list of calls.
 *
 * @since 0.1
 */
public final class CertificateRules {

    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private static final Set<String> UNDERSTOOD = Set.of(
            "2.5.29.15", // key usage
            "2.5.29.17", // subject alternative name
            "2.5.29.19", // basic constraints
            "2.5.29.32", // certificate policies
            "2.5.29.37"); // extended key usage

    private static final Set<String> CONSTRAINTS = Set.of(
            "2.5.29.30", // name constraints
            "2.5.29.36", // policy constraints
            "2.5.29.54"); // inhibit any policy

    private CertificateRules() {}

    /**
     * The one was issued by the other: its issuer name is, octet for octet, the other's subject, and its signature holds
     * under the other's key. Does not ask whether the other may issue certificates.
     */
    public static Optional<Reason> issuedBy(CertificateFacts certificate, CertificateFacts issuer) {
        if (!certificate.issuer().equals(issuer.subject())) {
            return broken(
                    PrimitiveReason.CERTIFICATE_ISSUER_NAME, certificate, "issuer expected", issuer.subjectText());
        }
        return signedBy(certificate, issuer);
    }

    /**
     * The certificate is self-signed: issuer and subject have the same name, and the signature holds under its own key.
     * Names alone do not decide: a leaf may bear its root's name.
     */
    public static Optional<Reason> selfSigned(CertificateFacts certificate) {
        return certificate.isSelfIssued()
                ? signedBy(certificate, certificate)
                : broken(PrimitiveReason.CERTIFICATE_NOT_SELF_SIGNED, certificate);
    }

    /**
     * The list is one chain, leaf first, complete up to a self-signed root, and nothing besides: every certificate was
     * issued by the next, the last is self-signed, no other is, none occurs twice. A single certificate has to be
     * self-signed.
     */
    public static Optional<Reason> completeChain(List<CertificateFacts> chain) {
        if (chain.isEmpty()) {
            return Optional.of(Reason.of(PrimitiveReason.CERTIFICATE_CHAIN_EMPTY));
        }
        Set<CertificateFacts> seen = new HashSet<>();
        for (int i = 0; i < chain.size(); i++) {
            Optional<Reason> broken = linkOfChain(chain, i);
            if (broken.isPresent()) {
                return broken;
            }
            if (!seen.add(chain.get(i))) {
                return broken(PrimitiveReason.CERTIFICATE_REPEATED, chain.get(i));
            }
        }
        return Optional.empty();
    }

    /** The signature does not rest on MD2, MD4, MD5 or SHA-1. */
    public static Optional<Reason> stronglySigned(CertificateFacts certificate) {
        return certificate.isWeaklySigned()
                ? broken(
                        PrimitiveReason.CERTIFICATE_WEAK_SIGNATURE,
                        certificate,
                        "algorithm",
                        certificate.signatureAlgorithm())
                : Optional.empty();
    }

    /** The moment lies inside the validity, both ends included. */
    public static Optional<Reason> validAt(CertificateFacts certificate, Instant moment) {
        if (moment.isBefore(certificate.notBefore())) {
            return broken(
                    PrimitiveReason.CERTIFICATE_NOT_YET_VALID,
                    certificate,
                    "at " + moment + ", valid from",
                    certificate.notBefore().toString());
        }
        if (moment.isAfter(certificate.notAfter())) {
            return broken(
                    PrimitiveReason.CERTIFICATE_EXPIRED,
                    certificate,
                    "at " + moment + ", valid until",
                    certificate.notAfter().toString());
        }
        return Optional.empty();
    }

    /** Every certificate is {@linkplain #validAt valid} at the moment; the first that is not is named. */
    public static Optional<Reason> allValidAt(List<CertificateFacts> chain, Instant moment) {
        return chain.stream().flatMap(each -> validAt(each, moment).stream()).findFirst();
    }

    /** Basic constraints are there, critical, and make it an authority. */
    public static Optional<Reason> certificateAuthority(CertificateFacts certificate) {
        boolean authority = certificate
                .basicConstraints()
                .filter(constraints -> constraints.critical() && constraints.certificateAuthority())
                .isPresent();
        return authority ? Optional.empty() : broken(PrimitiveReason.CERTIFICATE_NOT_AN_AUTHORITY, certificate);
    }

    /** Basic constraints do not make it an authority. They may be absent. */
    public static Optional<Reason> endEntity(CertificateFacts certificate) {
        boolean authority = certificate
                .basicConstraints()
                .filter(CertificateFacts.BasicConstraints::certificateAuthority)
                .isPresent();
        return authority ? broken(PrimitiveReason.CERTIFICATE_IS_AN_AUTHORITY, certificate) : Optional.empty();
    }

    /**
     * The path length, if there is one, allows so many certificates between this one and the leaf. Self-issued ones count,
     * as Notary Project wants it and RFC 5280 does not.
     */
    public static Optional<Reason> pathLength(CertificateFacts certificate, int certificatesBetween) {
        boolean tooShort = certificate
                .basicConstraints()
                .filter(constraints -> constraints.pathLength() < certificatesBetween)
                .isPresent();
        return tooShort
                ? broken(
                        PrimitiveReason.CERTIFICATE_PATH_LENGTH,
                        certificate,
                        "certificates below it besides the leaf",
                        String.valueOf(certificatesBetween))
                : Optional.empty();
    }

    /** The key usage is there and has the bit. */
    public static Optional<Reason> keyUsageHas(CertificateFacts certificate, KeyUsageBit bit) {
        boolean has = certificate
                .keyUsage()
                .filter(usage -> usage.bits().contains(bit))
                .isPresent();
        return has
                ? Optional.empty()
                : broken(PrimitiveReason.CERTIFICATE_KEY_USAGE, certificate, "has to have", bit.name());
    }

    /** The key usage, if there is one, has none of the bits. */
    public static Optional<Reason> keyUsageHasNone(CertificateFacts certificate, Set<KeyUsageBit> bits) {
        return certificate
                .keyUsage()
                .flatMap(usage ->
                        usage.bits().stream().filter(bits::contains).sorted().findFirst())
                .flatMap(
                        bit -> broken(PrimitiveReason.CERTIFICATE_KEY_USAGE, certificate, "must not have", bit.name()));
    }

    /** The key usage is there and critical. */
    public static Optional<Reason> keyUsageIsCritical(CertificateFacts certificate) {
        boolean critical = certificate
                .keyUsage()
                .filter(CertificateFacts.KeyUsage::critical)
                .isPresent();
        return critical
                ? Optional.empty()
                : broken(PrimitiveReason.CERTIFICATE_KEY_USAGE, certificate, "has to be", "critical");
    }

    /** The extended key usage is there and lists exactly this purpose, by its object identifier; "any" is no match. */
    public static Optional<Reason> purposesInclude(CertificateFacts certificate, String purpose) {
        boolean included = certificate
                .extendedKeyUsage()
                .filter(usage -> usage.purposes().contains(purpose))
                .isPresent();
        return included
                ? Optional.empty()
                : broken(PrimitiveReason.CERTIFICATE_PURPOSE, certificate, "has to list", purpose);
    }

    /** The extended key usage, if there is one, lists none of the purposes. */
    public static Optional<Reason> purposesExclude(CertificateFacts certificate, Set<String> purposes) {
        return certificate
                .extendedKeyUsage()
                .flatMap(usage -> usage.purposes().stream()
                        .filter(purposes::contains)
                        .sorted()
                        .findFirst())
                .flatMap(found -> broken(PrimitiveReason.CERTIFICATE_PURPOSE, certificate, "must not list", found));
    }

    /** The extended key usage is there, critical, and lists this purpose alone, as RFC 3161 wants it. */
    public static Optional<Reason> onlyPurpose(CertificateFacts certificate, String purpose) {
        boolean only = certificate
                .extendedKeyUsage()
                .filter(usage -> usage.critical() && usage.purposes().equals(Set.of(purpose)))
                .isPresent();
        return only
                ? Optional.empty()
                : broken(PrimitiveReason.CERTIFICATE_PURPOSE, certificate, "has to list, critical and alone,", purpose);
    }

    /**
     * An authority that may stand so many certificates above the leaf on the way to an anchor, where the leaf is for a
     * purpose: it says critically that it is an authority, its path length and key usage allow it, a limit on purposes
     * leaves room for this one, and {@linkplain #extensionsUnderstood nothing goes unheeded}.
     */
    public static Optional<Reason> authorityFor(CertificateFacts certificate, int certificatesBetween, String purpose) {
        return certificateAuthority(certificate)
                .or(() -> pathLength(certificate, certificatesBetween))
                .or(() -> keyUsageHas(certificate, KeyUsageBit.KEY_CERT_SIGN))
                .or(() -> purposesLeaveRoomFor(certificate, purpose))
                .or(() -> extensionsUnderstood(certificate));
    }

    /**
     * Nothing in it goes unheeded that must not. Critical extensions are those that are read here, or bind nobody who
     * asks for no policy (RFC 5280 section 4.2): basic constraints, key usages, alternative names and policies. And
     * there are no constraints on names or policies, critical as they have to be or not: they are not read here.
     */
    public static Optional<Reason> extensionsUnderstood(CertificateFacts certificate) {
        return Stream.concat(
                        certificate.criticalExtensions().stream().filter(oid -> !UNDERSTOOD.contains(oid)),
                        CONSTRAINTS.stream()
                                .filter(oid -> certificate.extension(oid).isPresent()))
                .sorted()
                .findFirst()
                .flatMap(oid ->
                        broken(PrimitiveReason.CERTIFICATE_EXTENSION, certificate, "must not have extension", oid));
    }

    /**
     * The first of a chain that was looked for, whatever it is for: no authority, not one by its key usage either, and
     * {@linkplain #extensionsUnderstood nothing goes unheeded}.
     */
    public static Optional<Reason> firstOfChain(CertificateFacts certificate) {
        return endEntity(certificate)
                .or(() -> keyUsageHasNone(certificate, Set.of(KeyUsageBit.KEY_CERT_SIGN)))
                .or(() -> extensionsUnderstood(certificate));
    }

    private static Optional<Reason> purposesLeaveRoomFor(CertificateFacts certificate, String purpose) {
        boolean silentOrAny = certificate
                .extendedKeyUsage()
                .map(usage -> usage.purposes().contains(ANY_PURPOSE))
                .orElse(true);
        return silentOrAny ? Optional.empty() : purposesInclude(certificate, purpose);
    }

    private static Optional<Reason> linkOfChain(List<CertificateFacts> chain, int position) {
        CertificateFacts certificate = chain.get(position);
        if (position == chain.size() - 1) {
            return selfSigned(certificate);
        }
        if (selfSigned(certificate).isEmpty()) {
            return broken(PrimitiveReason.CERTIFICATE_SELF_SIGNED, certificate);
        }
        return issuedBy(certificate, chain.get(position + 1));
    }

    private static Optional<Reason> signedBy(CertificateFacts certificate, CertificateFacts issuer) {
        Optional<Reason> weak = stronglySigned(certificate);
        if (weak.isPresent()) {
            return weak;
        }
        Optional<SignatureScheme> scheme = certificate.signatureScheme();
        if (scheme.isEmpty()) {
            return broken(
                    PrimitiveReason.CERTIFICATE_SIGNATURE_ALGORITHM,
                    certificate,
                    "algorithm",
                    certificate.signatureAlgorithm());
        }
        try {
            SignatureResult result = SignatureCheck.verify(
                    issuer.key(), scheme.get(), certificate.signedPart(), certificate.signature());
            return result == SignatureResult.VALID
                    ? Optional.empty()
                    : broken(
                            PrimitiveReason.CERTIFICATE_SIGNATURE,
                            certificate,
                            "under the key of",
                            issuer.subjectText());
        } catch (MalformedInputException e) {
            return Optional.of(e.reason()); // the issuer's key is none that is accepted
        }
    }

    private static Optional<Reason> broken(PrimitiveReason code, CertificateFacts certificate) {
        return Optional.of(new Reason(code, subject(certificate)));
    }

    /** The rule comes first: a long subject is cut where people read it. */
    private static Optional<Reason> broken(
            PrimitiveReason code, CertificateFacts certificate, String rule, String value) {
        return Optional.of(new Reason(code, rule + ' ' + value + "; " + subject(certificate)));
    }

    private static String subject(CertificateFacts certificate) {
        return "certificate of " + certificate.subjectText();
    }
}
