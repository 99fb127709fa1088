/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;

/**
 * A distinguished name as programs in Go print it, which is what zot shows as the author of a Notary Project signature.
 *
 * <p>The order is fixed and not that of the certificate; of common name and serial number only the last counts; whatever
 * Go has no name for comes last, last one first, as the octets of a text.
 */
final class GoName {

    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SERIAL_NUMBER = "2.5.4.5";

    /** Go's order of printing. */
    private static final Map<String, String> NAMED = named();

    private final Map<String, List<String>> named = new LinkedHashMap<>();
    private final List<String> others = new ArrayList<>();

    private GoName() {
        NAMED.keySet().forEach(oid -> named.put(oid, new ArrayList<>()));
    }

    private static Map<String, String> named() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(SERIAL_NUMBER, "SERIALNUMBER");
        names.put(COMMON_NAME, "CN");
        names.put("2.5.4.11", "OU");
        names.put("2.5.4.10", "O");
        names.put("2.5.4.17", "POSTALCODE");
        names.put("2.5.4.9", "STREET");
        names.put("2.5.4.7", "L");
        names.put("2.5.4.8", "ST");
        names.put("2.5.4.6", "C");
        return Collections.unmodifiableMap(names);
    }

    /**
     * Prints a name.
     *
     * @param der a distinguished name
     * @throws MalformedInputException if it is none
     */
    static String print(Bytes der) throws MalformedInputException {
        return Asn1.read("subject", () -> {
            GoName name = new GoName();
            name.read(ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der.toByteArray())));
            return name.printed();
        });
    }

    private void read(ASN1Sequence rdns) throws IOException {
        for (ASN1Encodable rdn : rdns) {
            for (ASN1Encodable attribute : ASN1Set.getInstance(rdn)) {
                ASN1Sequence pair = ASN1Sequence.getInstance(attribute);
                put(ASN1ObjectIdentifier.getInstance(pair.getObjectAt(0)).getId(), pair.getObjectAt(1));
            }
        }
    }

    private void put(String oid, ASN1Encodable value) throws IOException {
        List<String> values = named.get(oid);
        if (values == null) {
            others.add(oid + "=#" + HexFormat.of().formatHex(reencoded(value)));
        } else if (value instanceof ASN1String text) {
            if (oid.equals(COMMON_NAME) || oid.equals(SERIAL_NUMBER)) {
                values.clear();
            }
            values.add(text.getString());
        }
    }

    /** Go keeps a text without its type and encodes it as the narrower one of two that fits. */
    private static byte[] reencoded(ASN1Encodable value) throws IOException {
        if (!(value instanceof ASN1String string)) {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        }
        String text = string.getString();
        ASN1Primitive printed =
                text.matches("[A-Za-z0-9 '()+,\\-./:=?]*") ? new DERPrintableString(text) : new DERUTF8String(text);
        return printed.getEncoded(ASN1Encoding.DER);
    }

    private String printed() {
        List<String> parts = new ArrayList<>();
        named.forEach((oid, values) -> {
            boolean single = oid.equals(COMMON_NAME) || oid.equals(SERIAL_NUMBER);
            if (!values.isEmpty() && !(single && values.get(0).isEmpty())) {
                String name = NAMED.get(oid);
                parts.add(values.stream().map(v -> name + '=' + escaped(v)).collect(Collectors.joining("+")));
            }
        });
        Collections.reverse(others);
        parts.addAll(others);
        return String.join(",", parts);
    }

    private static String escaped(String value) {
        StringBuilder out = new StringBuilder();
        int lastOctet = value.getBytes(StandardCharsets.UTF_8).length - 1;
        int octet = 0;
        for (int code : value.codePoints().toArray()) {
            boolean escape = switch (code) {
                case ',', '+', '"', '\\', '<', '>', ';' -> true;
                case ' ' -> octet == 0 || octet == lastOctet;
                case '#' -> octet == 0;
                default -> false;
            };
            out.append(escape ? "\\" : "").appendCodePoint(code);
            octet += Character.toString(code).getBytes(StandardCharsets.UTF_8).length;
        }
        return out.toString();
    }
}
