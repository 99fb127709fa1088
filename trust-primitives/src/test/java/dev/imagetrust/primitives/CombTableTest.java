/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class CombTableTest {

    @Test
    void aPointUsedOnceHasNoTable() {
        ECPoint point = fresh(EcCurve.P256, 5);

        assertThat(CombTable.afterFirstUse(point)).isEmpty();
        assertThat(CombTable.afterFirstUse(point)).isPresent();
        assertThat(CombTable.afterFirstUse(point)).isEqualTo(CombTable.afterFirstUse(point));
    }

    @ParameterizedTest
    @EnumSource(EcCurve.class)
    void sumsAreThoseOfTheLibrary(EcCurve curve) {
        ECPoint one = fresh(curve, 3);
        ECPoint other = fresh(curve, 7);
        BigInteger order = curve.domain().getN();
        Random random = new Random(20261124);
        List<BigInteger> factors = IntStream.range(0, 6)
                .mapToObj(i -> new BigInteger(order.bitLength() + 64, random).mod(order))
                .toList();

        for (BigInteger u : factors) {
            for (BigInteger v : factors) {
                assertSum(one, u, other, v);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EcCurve.class)
    void sumsAreRightAtTheEdges(EcCurve curve) {
        ECPoint one = fresh(curve, 1);
        BigInteger order = curve.domain().getN();
        BigInteger last = order.subtract(BigInteger.ONE);
        List<BigInteger> edges = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.ONE.shiftLeft(order.bitLength() - 1),
                order.shiftRight(1),
                last);

        // The same point, its negative and its double: sums that meet in every column, or cancel.
        for (ECPoint other : List.of(fresh(curve, 1), fresh(curve, 1).negate().normalize(), fresh(curve, 2))) {
            for (BigInteger u : edges) {
                for (BigInteger v : edges) {
                    assertSum(one, u, other, v);
                }
            }
        }
    }

    private static void assertSum(ECPoint one, BigInteger u, ECPoint other, BigInteger v) {
        ECPoint expected = ECAlgorithms.referenceMultiply(one, u)
                .add(ECAlgorithms.referenceMultiply(other, v))
                .normalize();

        assertThat(CombTable.sum(table(one), u, table(other), v).normalize())
                .as(u.toString(16) + " and " + v.toString(16))
                .isEqualTo(expected);
    }

    private static CombTable table(ECPoint point) {
        return CombTable.afterFirstUse(point)
                .or(() -> CombTable.afterFirstUse(point))
                .orElseThrow();
    }

    /** A multiple of the base point as an object of its own, without tables. */
    private static ECPoint fresh(EcCurve curve, int factor) {
        ECPoint point =
                curve.domain().getG().multiply(BigInteger.valueOf(factor)).normalize();
        return curve.domain()
                .getCurve()
                .createPoint(
                        point.getAffineXCoord().toBigInteger(),
                        point.getAffineYCoord().toBigInteger());
    }
}
