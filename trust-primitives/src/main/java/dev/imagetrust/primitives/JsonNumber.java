/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.math.BigDecimal;

/**
 * A JSON number, kept as it was written. Two numbers are equal when they are written alike.
 *
 * @since 0.1
 */
public final class JsonNumber implements JsonValue {

    private final JsonPath path;
    private final String literal;

    JsonNumber(JsonPath path, String literal) {
        this.path = path;
        this.literal = literal;
    }

    /** The number as the document writes it, at most {@link JsonLimits#MAX_NUMBER_LENGTH} characters. */
    public String literal() {
        return literal;
    }

    @Override
    public long asInteger() throws MalformedInputException {
        try {
            // Of all JSON numbers, Long.parseLong takes exactly those without fraction and exponent.
            return Long.parseLong(literal);
        } catch (NumberFormatException e) {
            throw notAnInteger();
        }
    }

    /**
     * The value of a number that is whole, however it is written: {@code 1.0} and {@code 1e3} too, which
     * {@link #asInteger()} refuses.
     *
     * @throws MalformedInputException if there is a fraction left, or the value is outside 64 bits
     */
    public long wholeValue() throws MalformedInputException {
        try {
            return new BigDecimal(literal).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw notAnInteger();
        }
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public String kind() {
        return "a number";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumber that && literal.equals(that.literal);
    }

    @Override
    public int hashCode() {
        return literal.hashCode();
    }

    /** The kind and the place. */
    @Override
    public String toString() {
        return kind() + " at " + path;
    }

    private MalformedInputException notAnInteger() {
        return refusal(PrimitiveReason.JSON_NOT_AN_INTEGER, literal);
    }
}
