/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;

/**
 * Why input shared by the formats is refused.
 *
 * @since 0.1
 */
public enum PrimitiveReason implements ReasonCode {
    /** Longer than the limit for this kind of input. */
    TOO_LONG("primitives.too-long", "The input is longer than its limit"),
    /** Text that is not valid UTF-8. */
    NOT_UTF8("primitives.not-utf8", "The text is not valid UTF-8"),
    /** Text that starts with U+FEFF. */
    BYTE_ORDER_MARK("primitives.byte-order-mark", "The text starts with a byte order mark"),
    /** Not one JSON value of RFC 8259 and nothing else. */
    JSON_SYNTAX("primitives.json-syntax", "The text is not one JSON value"),
    /** Nested too deep, a text or number too long, or too many members. */
    JSON_LIMIT("primitives.json-limit", "The JSON text exceeds a limit"),
    /** Two members of one object have the same name once escapes are resolved. */
    JSON_DUPLICATE_MEMBER("primitives.json-duplicate-member", "A JSON object has two members of one name"),
    /** A text or name with half of a surrogate pair, which no UTF-8 text can hold. */
    JSON_LONE_SURROGATE("primitives.json-lone-surrogate", "A JSON text contains an unpaired surrogate"),
    /** A member that has to be there is not. */
    JSON_MEMBER_MISSING("primitives.json-member-missing", "A JSON object lacks a member"),
    /** A member that must not be there is. */
    JSON_MEMBER_UNKNOWN("primitives.json-member-unknown", "A JSON object has a member that is not allowed"),
    /** A value of another type than expected; null counts as a type. */
    JSON_WRONG_TYPE("primitives.json-wrong-type", "A JSON value has the wrong type"),
    /** A number with fraction or exponent, or outside 64 bits. */
    JSON_NOT_AN_INTEGER("primitives.json-not-an-integer", "A JSON number is not a 64-bit integer"),
    /** Not the one base64 spelling of some octets. */
    BASE64_NOT_CANONICAL("primitives.base64-not-canonical", "The text is not canonical base64"),
    /** Not a sequence of blocks of RFC 7468. */
    PEM_MALFORMED("primitives.pem-malformed", "The text is not well-formed PEM"),
    /** Not an X.509 certificate in DER, or one with parts that cannot be read. */
    CERTIFICATE_MALFORMED("primitives.certificate-malformed", "The certificate cannot be read"),
    /** No certificate where at least one has to be. */
    CERTIFICATE_CHAIN_EMPTY("primitives.certificate-chain-empty", "There is no certificate"),
    /** The issuer name is not the subject of the certificate that should have issued it. */
    CERTIFICATE_ISSUER_NAME("primitives.certificate-issuer-name", "A certificate names another issuer"),
    /** The signature does not hold under the issuer's key. */
    CERTIFICATE_SIGNATURE("primitives.certificate-signature", "A certificate's signature does not hold"),
    /** The signature is of an algorithm that is not verified here. */
    CERTIFICATE_SIGNATURE_ALGORITHM(
            "primitives.certificate-signature-algorithm",
            "A certificate is signed with an algorithm that is not accepted"),
    /** The signature rests on a broken hash function. */
    CERTIFICATE_WEAK_SIGNATURE(
            "primitives.certificate-weak-signature", "A certificate is signed with a broken hash function"),
    /** Issuer and subject differ where a self-signed certificate has to be. */
    CERTIFICATE_NOT_SELF_SIGNED("primitives.certificate-not-self-signed", "A root certificate is not self-signed"),
    /** A self-signed certificate before the end of its chain. */
    CERTIFICATE_SELF_SIGNED(
            "primitives.certificate-self-signed", "A certificate is self-signed and not the last of its chain"),
    /** The same certificate twice in one chain. */
    CERTIFICATE_REPEATED("primitives.certificate-repeated", "A certificate occurs twice in its chain"),
    /** The moment in question lies before the validity. */
    CERTIFICATE_NOT_YET_VALID("primitives.certificate-not-yet-valid", "A certificate was not yet valid"),
    /** The moment in question lies after the validity. */
    CERTIFICATE_EXPIRED("primitives.certificate-expired", "A certificate was no longer valid"),
    /** Basic constraints are missing, not critical, or do not say authority. */
    CERTIFICATE_NOT_AN_AUTHORITY("primitives.certificate-not-an-authority", "A certificate is not one of an authority"),
    /** Basic constraints say authority where an end entity has to be. */
    CERTIFICATE_IS_AN_AUTHORITY(
            "primitives.certificate-is-an-authority",
            "A certificate of an authority stands where an end entity's has to be"),
    /** More certificates below an authority than its path length allows. */
    CERTIFICATE_PATH_LENGTH("primitives.certificate-path-length", "A certificate's path length is too short"),
    /** Key usage missing, not critical, without a bit it needs or with one it must not have. */
    CERTIFICATE_KEY_USAGE("primitives.certificate-key-usage", "A certificate's key usage does not fit"),
    /** Extended key usage missing, not critical, without a purpose it needs or with one it must not have. */
    CERTIFICATE_PURPOSE("primitives.certificate-purpose", "A certificate's extended key usage does not fit"),
    /** A critical extension that is not known, or a constraint that is not read here. */
    CERTIFICATE_EXTENSION(
            "primitives.certificate-extension", "A certificate has an extension that must not be ignored"),
    /** A serial number that is not positive, or has more than 20 octets. */
    CERTIFICATE_SERIAL_NUMBER(
            "primitives.certificate-serial-number", "A certificate's serial number is not one of 1 to 20 octets"),
    /** No identifier of the issuer's key or of an authority's own, one that cannot be read, or two that differ. */
    CERTIFICATE_KEY_IDENTIFIER(
            "primitives.certificate-key-identifier", "A certificate's key identifiers are not as they must be"),
    /** A list of alternative names that cannot be read, or with a name that is none. */
    CERTIFICATE_ALTERNATIVE_NAME(
            "primitives.certificate-alternative-name", "A certificate's alternative names cannot be read"),
    /** No path that may be taken leads to a certificate that is trusted. */
    CERTIFICATE_PATH("primitives.certificate-path", "A certificate leads to none that is trusted"),
    /** No ASN.1, or ASN.1 in another encoding than the one DER allows. */
    NOT_DER("primitives.not-der", "The input is not in the distinguished encoding (DER)"),
    /** A key of an algorithm that is not verified with. */
    KEY_ALGORITHM("primitives.key-algorithm", "The key is of an algorithm that is not accepted"),
    /** A key whose algorithm parameters are not those its algorithm has. */
    KEY_PARAMETERS("primitives.key-parameters", "The key has other algorithm parameters than it has to have"),
    /** An elliptic curve other than P-256, P-384 and P-521. */
    KEY_CURVE("primitives.key-curve", "The key is on a curve that is not accepted"),
    /** A point of the wrong length, or compressed. */
    KEY_POINT_FORM("primitives.key-point-form", "The key's point is compressed or has another length than its curve"),
    /** A point that is not on its curve, or not one a key may be. */
    KEY_POINT("primitives.key-point", "The key's point is not on its curve or not in the right group"),
    /** A modulus of fewer than 2048 or more than 8192 bits. */
    KEY_RSA_SIZE("primitives.key-rsa-size", "The RSA key does not have 2048 to 8192 bits"),
    /** A modulus that cannot be the product of two large primes. */
    KEY_RSA_MODULUS("primitives.key-rsa-modulus", "The RSA modulus is no product of two large primes"),
    /** An exponent that is even, too small or too large. */
    KEY_RSA_EXPONENT("primitives.key-rsa-exponent", "The RSA exponent is even, too small or too large"),
    /** No private key that is not encrypted, or one whose numbers are out of range. */
    PRIVATE_KEY_MALFORMED("primitives.private-key-malformed", "The input is no private key that can be signed with"),
    /** The time-stamping authority answered without a token, or with one it did not vouch for. */
    TIMESTAMP_NOT_GRANTED("primitives.timestamp-not-granted", "The time-stamping authority granted no timestamp"),
    /** No token of RFC 3161, or one of another version. */
    TIMESTAMP_MALFORMED("primitives.timestamp-malformed", "The input is no timestamp token of RFC 3161"),
    /** A hash function other than SHA-256, SHA-384 and SHA-512 anywhere in the token. */
    TIMESTAMP_HASH("primitives.timestamp-hash", "The timestamp rests on a hash function that is not accepted"),
    /** Nobody signed the token, or more signed it than may. */
    TIMESTAMP_SIGNER_COUNT("primitives.timestamp-signer-count", "The timestamp has an unexpected number of signers"),
    /** An attribute that has to be signed is missing, repeated or malformed. */
    TIMESTAMP_ATTRIBUTES(
            "primitives.timestamp-attributes", "The timestamp's signed attributes are not as they must be"),
    /** The signer's certificate is not there. */
    TIMESTAMP_SIGNER_UNKNOWN("primitives.timestamp-signer-unknown", "The timestamp's signer has no certificate"),
    /** The signer signed that its certificate is another one. */
    TIMESTAMP_SIGNER_CERTIFICATE(
            "primitives.timestamp-signer-certificate", "The timestamp was signed with another certificate"),
    /** The signer is not the one that is expected. */
    TIMESTAMP_SIGNER_NOT_PINNED(
            "primitives.timestamp-signer-not-pinned", "The timestamp's signer is not the expected one"),
    /** The signer signed another content. */
    TIMESTAMP_CONTENT("primitives.timestamp-content", "The timestamp's signer signed another content"),
    /** The token's signature is of an algorithm that is not verified here. */
    TIMESTAMP_SIGNATURE_ALGORITHM(
            "primitives.timestamp-signature-algorithm",
            "The timestamp is signed with an algorithm that is not accepted"),
    /** The token's signature does not hold. */
    TIMESTAMP_SIGNATURE("primitives.timestamp-signature", "The timestamp's signature does not hold"),
    /** The authority answered another request. */
    TIMESTAMP_NONCE("primitives.timestamp-nonce", "The timestamp answers another request"),
    /** The token is about other octets. */
    TIMESTAMP_IMPRINT("primitives.timestamp-imprint", "The timestamp is for something else"),
    /** No chain leads from the signer to an authority that is trusted. */
    TIMESTAMP_CHAIN("primitives.timestamp-chain", "The timestamp's signer leads to no trusted authority"),
    /** A certificate on the way to a trusted authority is not one for time stamping. */
    TIMESTAMP_CHAIN_RULE(
            "primitives.timestamp-chain-rule", "A certificate of the timestamp's chain is not fit for time stamping"),
    /** A certificate on the way to a trusted authority was not valid at the time of the timestamp. */
    TIMESTAMP_CHAIN_NOT_VALID(
            "primitives.timestamp-chain-not-valid", "A certificate of the timestamp's chain was not valid at its time"),
    /** An object of the signature extension with another schema version or type. */
    SIGNATURE_OBJECT_KIND(
            "primitives.signature-object-kind", "The signature object has another schema version or type"),
    /** An object of the signature extension whose name is not a digest, an at sign and a further name. */
    SIGNATURE_OBJECT_NAME("primitives.signature-object-name", "The signature object has no valid name"),
    /** An object of the signature extension that belongs to another image than was asked for. */
    SIGNATURE_OBJECT_OTHER_IMAGE(
            "primitives.signature-object-other-image", "The signature object belongs to another image"),
    /** No OCSP answer of RFC 6960, or one of another version or type. */
    OCSP_MALFORMED("primitives.ocsp-malformed", "The input is no OCSP answer of RFC 6960"),
    /** The responder would not or could not answer. */
    OCSP_NOT_SUCCESSFUL("primitives.ocsp-not-successful", "The OCSP responder gave no answer"),
    /** The signer of the answer is not the issuer, and no certificate is there for it. */
    OCSP_RESPONDER_UNKNOWN("primitives.ocsp-responder-unknown", "The OCSP answer is signed by somebody unknown"),
    /** The signer of the answer was not certified by the issuer for that, or is not valid. */
    OCSP_RESPONDER_UNAUTHORISED(
            "primitives.ocsp-responder-unauthorised", "The signer of the OCSP answer must not answer for the issuer"),
    /** The answer's signature does not hold, or is of an algorithm that is not accepted. */
    OCSP_SIGNATURE("primitives.ocsp-signature", "The signature of the OCSP answer does not hold"),
    /** The answer is about another certificate, or says two things about this one. */
    OCSP_OTHER_CERTIFICATE("primitives.ocsp-other-certificate", "The OCSP answer is not about the certificate"),
    /** The answer is from the future, does not say until when it holds, or holds no more. */
    OCSP_NOT_CURRENT("primitives.ocsp-not-current", "The OCSP answer does not hold at this time"),
    /** The answer repeats another nonce than the request had. */
    OCSP_NONCE("primitives.ocsp-nonce", "The OCSP answer is for another request"),
    /** The answer has a critical extension that is not known. */
    OCSP_EXTENSION("primitives.ocsp-extension", "The OCSP answer has a critical extension that is not known"),
    /** No CRL of RFC 5280, or one of another version. */
    CRL_MALFORMED("primitives.crl-malformed", "The input is no CRL of RFC 5280"),
    /** The CRL is of another issuer than the certificate, or the issuer must not sign CRLs. */
    CRL_ISSUER("primitives.crl-issuer", "The CRL is not of an issuer who may revoke the certificate"),
    /** The CRL's signature does not hold, or is of an algorithm that is not accepted. */
    CRL_SIGNATURE("primitives.crl-signature", "The signature of the CRL does not hold"),
    /** The CRL is from the future, does not say until when it holds, or holds no more. */
    CRL_NOT_CURRENT("primitives.crl-not-current", "The CRL does not hold at this time"),
    /** The CRL leaves out certificates of this kind, or those that look for it elsewhere. */
    CRL_SCOPE("primitives.crl-scope", "The CRL is not about the certificate"),
    /** The CRL is indirect, for some reasons only or for attributes, or has a critical extension that is not known. */
    CRL_UNSUPPORTED("primitives.crl-unsupported", "The CRL is of a kind that is not supported"),
    /** A list of changes stands where a complete one has to be, or does not go with the complete one. */
    CRL_DELTA("primitives.crl-delta", "The complete CRL and the CRL of changes do not go together");

    private final String id;
    private final String sentence;

    PrimitiveReason(String id, String sentence) {
        this.id = id;
        this.sentence = sentence;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ReasonClass reasonClass() {
        return ReasonClass.REFUSED;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
