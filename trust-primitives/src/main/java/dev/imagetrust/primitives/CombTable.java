/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.PreCompInfo;

/**
 * Multiples of one point, kept so that a key that serves again costs half the time and the memory of the first check
 * (Lim and Lee, "More flexible exponentiation with precomputation", CRYPTO '94).
 *
 * <p>A factor is written as rectangles of bits side by side, the blocks, with one row for each tooth of the comb. A
 * column of a block selects one of 256 sums kept here for it, so that only as many doublings remain as a block has
 * columns. Factors are public in verification: their bits may show in the time it takes.
 *
 * <p>The table stays with the point it belongs to, in the place Bouncy Castle keeps its own; it is built under that
 * library's lock and not changed afterwards. It has about 100 KB.
 */
final class CombTable implements PreCompInfo {

    private static final String NAME = "dev.imagetrust.comb";

    /** More teeth take fewer columns; each tooth doubles the table. */
    private static final int TEETH = 8;

    /** Each block takes a table of its own, and shares the doublings with the others. */
    private static final int BLOCKS = 2;

    /** The mark of a point that was used once: most keys of certificates are not used again. */
    private enum Use implements PreCompInfo {
        ONCE
    }

    private final int columns;
    private final ECPoint[] sums;

    private CombTable(ECPoint point) {
        int cells = TEETH * BLOCKS;
        columns = (point.getCurve().getOrder().bitLength() + cells - 1) / cells;
        sums = new ECPoint[BLOCKS << TEETH];
        Arrays.fill(sums, point.getCurve().getInfinity());
        ECPoint corner = point;
        for (int half = 1; half < 1 << TEETH; half *= 2) {
            for (int block = 0; block < BLOCKS; block++) {
                int first = block << TEETH;
                for (int i = first; i < first + half; i++) {
                    sums[half + i] = sums[i].add(corner);
                }
                corner = corner.timesPow2(columns);
            }
        }
        point.getCurve().normalizeAll(sums);
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
            sum = sum.twice();
            for (int block = 0; block < BLOCKS; block++) {
                sum = sum.add(one.select(factor, block, column)).add(other.select(otherFactor, block, column));
            }
        }
        return sum;
    }

    private ECPoint select(BigInteger factor, int block, int column) {
        int index = 0;
        for (int tooth = TEETH - 1; tooth >= 0; tooth--) {
            int row = tooth * BLOCKS + block;
            index = 2 * index + (factor.testBit(row * columns + column) ? 1 : 0);
        }
        return sums[(block << TEETH) + index];
    }
}
