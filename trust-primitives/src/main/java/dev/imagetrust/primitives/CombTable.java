/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.PreCompInfo;

/**
 * Multiples of one point, kept so that a key that serves again costs half the time and the memory of the first check
 * (Lim and Lee, "More flexible exponentiation with precomputation", CRYPTO '94).
 *
 * <p>A factor is written as a rectangle of bits, one row for each tooth of the comb. A column selects one of 256 sums
 * kept here, so that only as many doublings remain as there are columns. Factors are public in verification: their bits
 * may show in the time it takes.
 *
 * <p>The table stays with the point it belongs to, in the place Bouncy Castle keeps its own; it is built under that
 * library's lock and not changed afterwards. It has about 50 KB.
 */
final class CombTable implements PreCompInfo {

    private static final String NAME = "dev.imagetrust.comb";

    /** More teeth take fewer columns; each tooth doubles the table. */
    private static final int TEETH = 8;

    /** The mark of a point that was used once: most keys of certificates are not used again. */
    private enum Use implements PreCompInfo {
        ONCE
    }

    private final int columns;
    private final ECPoint[] sums;

    private CombTable(ECPoint point) {
        columns = (point.getCurve().getOrder().bitLength() + TEETH - 1) / TEETH;
        sums = new ECPoint[1 << TEETH];
        sums[0] = point.getCurve().getInfinity();
        ECPoint tooth = point;
        for (int half = 1; half < sums.length; half *= 2) {
            for (int i = 0; i < half; i++) {
                sums[half + i] = sums[i].add(tooth);
            }
            tooth = tooth.timesPow2(columns);
        }
        point.getCurve().normalizeAll(sums, 1, sums.length - 1, null);
    }

    /** The table of a point, from the second time on that it is asked for. */
    static Optional<CombTable> afterFirstUse(ECPoint point) {
        PreCompInfo info = point.getCurve()
                .precompute(
                        point,
                        NAME,
                        known -> known == null ? Use.ONCE : known == Use.ONCE ? new CombTable(point) : known);
        return info instanceof CombTable table ? Optional.of(table) : Optional.empty();
    }

    /** The one point times one factor plus the other point times the other; both are on the same curve. */
    static ECPoint sum(CombTable one, BigInteger factor, CombTable other, BigInteger otherFactor) {
        ECPoint sum = one.sums[0];
        for (int column = one.columns - 1; column >= 0; column--) {
            sum = sum.twicePlus(one.select(factor, column)).add(other.select(otherFactor, column));
        }
        return sum;
    }

    private ECPoint select(BigInteger factor, int column) {
        int index = 0;
        for (int tooth = TEETH - 1; tooth >= 0; tooth--) {
            index = 2 * index + (factor.testBit(tooth * columns + column) ? 1 : 0);
        }
        return sums[index];
    }
}
