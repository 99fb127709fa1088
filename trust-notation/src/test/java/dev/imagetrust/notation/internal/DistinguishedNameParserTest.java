/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.internal.DistinguishedNameParser.InvalidNameException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DistinguishedNameParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "C",
                "C=US,",
                ",C=US",
                "C=US,,O=x",
                "C=",
                "C= ",
                "C=US,O=",
                "c=US",
                "DC=example",
                "C=US,C=US",
                "ST=WA,S=WA",
                "C=US,2.5.4.6=US",
                "C=US+O=x",
                "C=US;O=x",
                "CN=a\"b",
                "CN=\"a\"",
                "CN=<",
                "CN=a\u0000b",
                "CN=#04ffffffff",
                "CN= #04ffffffff",
                "CN=Bad=#CN",
                "CN=a\\",
                "CN=a\\g1",
                "CN=a\\1",
                "CN=\\00",
                "CN=\\ff",
                "CN=\\c3",
                "1..2=x",
                "3.1=x",
                "1.02=x",
                "1=x"
            })
    void refuses(String name) {
        assertThatExceptionOfType(InvalidNameException.class).isThrownBy(() -> DistinguishedNameParser.parse(name));
    }

    @Test
    void refusesANameBeyondTheLimit() {
        assertThatExceptionOfType(InvalidNameException.class)
                .isThrownBy(
                        () -> DistinguishedNameParser.parse("CN=" + "x".repeat(DistinguishedNameParser.MAX_LENGTH)));
    }

    @Test
    void readsOneAttributePerRdnInAnyOrder() throws InvalidNameException {
        assertThat(DistinguishedNameParser.parse("CN=e2e,O=Notary,L=Seattle,ST=WA,C=US"))
                .isEqualTo(DistinguishedNameParser.parse("C=US, S=WA, L=Seattle, O=Notary, CN=e2e"))
                .isEqualTo(Map.of("CN", "e2e", "O", "Notary", "L", "Seattle", "ST", "WA", "C", "US"));
    }

    @Test
    void ignoresSpacesAroundTypesAndValuesButKeepsEscapedOnes() throws InvalidNameException {
        assertThat(DistinguishedNameParser.parse("  C = US ,  O =  a b  , CN=\\ x\\ "))
                .isEqualTo(Map.of("C", "US", "O", "a b", "CN", " x "));
    }

    @Test
    void resolvesEscapes() throws InvalidNameException {
        assertThat(DistinguishedNameParser.parse("O=a\\, b\\;c\\\\d\\+e\\\"f\\<g\\>h\\=i\\#j,CN=\\c3\\bc\\C3\\BC"))
                .isEqualTo(Map.of("O", "a, b;c\\d+e\"f<g>h=i#j", "CN", "üü"));
    }

    @Test
    void takesEverythingBehindTheFirstEqualsSignAsValue() throws InvalidNameException {
        assertThat(DistinguishedNameParser.parse("CN=a=b=c")).isEqualTo(Map.of("CN", "a=b=c"));
    }

    @Test
    void readsTypesInDottedForm() throws InvalidNameException {
        assertThat(DistinguishedNameParser.parse("2.5.4.6=US,1.3.6.1.4.1.311.60.2.1.3=US"))
                .isEqualTo(Map.of("C", "US", "1.3.6.1.4.1.311.60.2.1.3", "US"));
    }

    @Property
    void readsBackAnyEscapedValue(
            @ForAll @StringLength(min = 1, max = 20) @CharRange(from = ' ', to = '\u024f') String value)
            throws InvalidNameException {
        StringBuilder escaped = new StringBuilder();
        value.chars().forEach(c -> {
            if (",;\\+\"<>=# ".indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append((char) c);
        });
        assertThat(DistinguishedNameParser.parse("CN=" + escaped)).isEqualTo(Map.of("CN", value));
    }
}
