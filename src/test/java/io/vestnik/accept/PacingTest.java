package io.vestnik.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PacingTest {

    private static final Instant NOW = Instant.parse("2026-07-01T09:00:00Z");

    /** Wherever a bulk begins, however many it has: nowhere is it long without one, and nowhere do many come at once. */
    @Test
    void anyRunOfMessagesLeavesNoGapAndMakesNoCrowd() {
        Random random = new Random(17);
        for (int round = 0; round < 2_000; round++) {
            int n = 1 + random.nextInt(round < 1_000 ? 30 : 3_000);
            long first = random.nextLong();
            double[] points = LongStream.range(0, n).mapToDouble(i -> Pacing.point(first + i)).sorted().toArray();
            double before = 0;
            for (double point : points) {
                assertThat(point).isBetween(0.0, Math.nextDown(1.0));
                assertThat(point - before).as("gap of %d points", n).isLessThan(2.0 / n);
                before = point;
            }
            assertThat(1 - before).isLessThan(2.0 / n);
            for (int i = 1; i < n; i++) {
                assertThat(points[i] - points[i - 1]).as("two of %d points", n).isGreaterThan(0.3 / n);
            }
        }
    }

    @Test
    void aThousandOverAnHourAreAsManyInEachMinute() {
        Pacing pacing = new Pacing();
        int[] minutes = new int[60];
        for (int i = 0; i < 1_000; i++) {
            minutes[(int) Duration.between(NOW, pacing.next("school", NOW, Duration.ofHours(1))).toMinutes()]++;
        }
        assertThat(Arrays.stream(minutes).boxed()).allSatisfy(count -> assertThat(count).isBetween(14, 20));
    }

    @Test
    void anotherAccountsMessagesTakeNoPlace() {
        Pacing pacing = new Pacing();
        Instant first = pacing.next("school", NOW, Duration.ofDays(7));
        pacing.next("bakery", NOW, Duration.ofDays(7));
        Instant second = pacing.next("school", NOW, Duration.ofDays(7));
        double step = (double) Duration.between(first, second).toMillis() / Duration.ofDays(7).toMillis();
        assertThat(step < 0 ? step + 1 : step).isCloseTo(0.618034, org.assertj.core.data.Offset.offset(1e-6));
    }
}
