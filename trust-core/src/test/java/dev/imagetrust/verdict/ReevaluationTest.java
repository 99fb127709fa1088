/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.Quantifier;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a verdict has to be made again because time passes, checked by a judge who steps through time. */
class ReevaluationTest {

    private static final int STEPS = 12;

    /** A signature whose status changes once: before and after a second. */
    private record Course(Status before, Status after, int changesAfter, String signer) {

        SignatureReport at(int second) {
            boolean changed = second >= changesAfter;
            Status status = changed ? after : before;
            Instant change = changed || before == after ? null : Given.NOW.plusSeconds(changesAfter);
            return Given.report(status, signer, change);
        }
    }

    private static final class World {

        private final Random random;
        private final Map<SignatureRequirement, List<Course>> courses = new LinkedHashMap<>();

        World(long seed) {
            this.random = new Random(seed);
        }

        Requirement tree(int depth) {
            int kind = depth == 0 ? random.nextInt(2) : 2 + random.nextInt(3);
            return switch (kind) {
                case 0 ->
                    random.nextInt(6) == 0 ? (random.nextBoolean() ? new Reject("no") : new Waive("yes")) : leaf();
                case 1 -> leaf();
                case 2 -> new AllOf(parts(depth));
                case 3 -> new AnyOf(parts(depth));
                default -> new DistinctSigners(1 + random.nextInt(3), List.of(leaf(), leaf()));
            };
        }

        private List<Requirement> parts(int depth) {
            List<Requirement> parts = new ArrayList<>();
            for (int i = random.nextInt(2); i < 3; i++) {
                parts.add(tree(depth - 1));
            }
            return parts;
        }

        private SignatureRequirement leaf() {
            List<Course> signatures = new ArrayList<>();
            for (int i = random.nextInt(3); i < 3; i++) {
                Status[] good = {Status.ACCEPTED, Status.ACCEPTED, Status.TOLERATED};
                Status better = good[random.nextInt(good.length)];
                boolean improves = random.nextInt(3) == 0;
                Status before = improves ? Status.REFUSED : better;
                Status after = random.nextInt(4) == 0 ? before : improves ? better : Status.REFUSED;
                signatures.add(new Course(before, after, 1 + random.nextInt(STEPS - 2), "signer" + random.nextInt(4)));
            }
            SignatureRequirement leaf = new Given.Leaf(
                    "leaf" + courses.size(), random.nextInt(4) == 0 ? Quantifier.EVERY : Quantifier.SOME);
            courses.put(leaf, signatures);
            return leaf;
        }

        Decision decideAt(int second, Requirement requirement) {
            return Decider.decide(
                    requirement,
                    leaf -> new LeafEvidence(
                            courses.getOrDefault(leaf, List.of()).stream()
                                    .map(c -> c.at(second))
                                    .toList(),
                            List.of()),
                    Given.AGAIN);
        }
    }

    @Property(tries = 4_000)
    void theOutcomeHoldsUntilThen(@ForAll long seed) {
        World world = new World(seed);
        Requirement requirement = world.tree((int) Math.floorMod(seed, 3L));
        Decision first = world.decideAt(0, requirement);
        for (int second = 1; second < STEPS; second++) {
            Instant then = Given.NOW.plusSeconds(second);
            if (first.changesAt().filter(at -> !then.isBefore(at)).isPresent()) {
                return;
            }
            assertThat(world.decideAt(second, requirement).outcome())
                    .as("after %s seconds, while %s says %s", second, requirement, first.changesAt())
                    .isEqualTo(first.outcome());
        }
    }

    @Property(tries = 1_500)
    void whoeverReevaluatesThenMissesNothing(@ForAll long seed) {
        World world = new World(seed);
        Requirement requirement = world.tree((int) Math.floorMod(seed, 3L));
        int second = 0;
        Decision known = world.decideAt(0, requirement);
        for (int now = 0; now < STEPS; now++) {
            Instant then = Given.NOW.plusSeconds(now);
            if (known.changesAt().filter(at -> !then.isBefore(at)).isPresent()) {
                known = world.decideAt(now, requirement);
                second = now;
            }
            assertThat(known.outcome())
                    .as("at %s with the verdict of %s", now, second)
                    .isEqualTo(world.decideAt(now, requirement).outcome());
        }
    }

    private static Instant at(int second) {
        return Given.NOW.plusSeconds(second);
    }

    private static SignatureReport good(String signer, int until) {
        return Given.report(Status.ACCEPTED, signer, at(until));
    }

    private static Decision decide(Requirement requirement, Map<String, List<SignatureReport>> reports) {
        return Decider.decide(
                requirement,
                leaf -> new LeafEvidence(reports.getOrDefault(((Given.Leaf) leaf).name(), List.of()), List.of()),
                Given.AGAIN);
    }

    @Test
    void someHoldsAsLongAsTheLastGoodOne() {
        Decision decision = decide(Given.some("a"), Map.of("a", List.of(good("x", 3), good("y", 7), good("z", 5))));
        assertThat(decision.changesAt()).contains(at(7));
    }

    @Test
    void everyHoldsAsLongAsTheFirst() {
        Decision decision = decide(Given.every("a"), Map.of("a", List.of(good("x", 3), good("y", 7))));
        assertThat(decision.changesAt()).contains(at(3));
    }

    @Test
    void allOfHoldsAsLongAsTheFirstPartAndAnyOfAsLongAsTheLast() {
        Map<String, List<SignatureReport>> reports = Map.of("a", List.of(good("x", 3)), "b", List.of(good("y", 7)));
        assertThat(decide(AllOf.of(Given.some("a"), Given.some("b")), reports).changesAt())
                .contains(at(3));
        assertThat(decide(AnyOf.of(Given.some("a"), Given.some("b")), reports).changesAt())
                .contains(at(7));
    }

    @Test
    void distinctSignersHoldAsLongAsTheNthLastOfThem() {
        Map<String, List<SignatureReport>> reports =
                Map.of("a", List.of(good("x", 3), good("x", 9), good("y", 7), good("z", 5)));
        DistinctSigners two = new DistinctSigners(2, List.of(Given.some("a")));
        assertThat(decide(two, reports).changesAt()).contains(at(7));
    }

    @Test
    void aRefusalHoldsUntilSomethingBecomesGood() {
        SignatureReport notYet = Given.report(Status.REFUSED, "x", at(4));
        SignatureReport never = Given.report(Status.REFUSED, "y", null);
        assertThat(decide(Given.some("a"), Map.of("a", List.of(never, notYet))).changesAt())
                .contains(at(4));
        assertThat(decide(Given.some("a"), Map.of("a", List.of(never))).changesAt())
                .isEmpty();
    }

    @Test
    void whatIsUnknownIsAskedAgainAfterTheBackOff() {
        Decision decision = decide(Given.some("a"), Map.of("a", List.of(Given.report(Status.UNAVAILABLE, "x", null))));
        assertThat(decision.changesAt()).contains(Given.AGAIN);
    }

    @Test
    void constantRulesNeverChange() {
        assertThat(decide(new Reject(""), Map.of()).changesAt()).isEmpty();
        assertThat(decide(new Waive(""), Map.of()).changesAt()).isEmpty();
    }
}
