package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.callback.TargetLane.Place;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TargetLaneTest {

    private static final Callback CALLBACK =
            new Callback("c", "school", "m", "https://crm.example/", "{}", null, 0, Duration.ZERO);

    private long now = 1_000_000;
    private final TargetLane lane = new TargetLane(() -> now);

    @Test
    void takesMoreWithEachAnswerAndKeepsAShortLine() {
        assertThat(enter(4)).containsOnly(Place.GO);
        assertThat(enter(TargetLane.LONGEST_LINE)).containsOnly(Place.LINE);
        assertThat(enter(1)).containsOnly(Place.AWAY);
        int inFlight = 4;
        for (int i = 0; i < 100; i++) {
            lane.answered(now);
            inFlight--;
            while (lane.next() != null) {
                inFlight++;
            }
        }
        assertThat(inFlight).isEqualTo(TargetLane.MOST_IN_FLIGHT);
    }

    @Test
    void isParkedOnceByRequestsOfTheSameTime() {
        enter(6);
        long startedAt = now;
        pass(Duration.ofSeconds(15));
        assertThat(lane.unreachable(startedAt)).isEqualTo(Duration.ofSeconds(5));
        assertThat(lane.next()).isNull();
        assertThat(lane.stranded(false)).hasSize(2);
        pass(Duration.ofSeconds(6));
        assertThat(lane.unreachable(startedAt)).isZero();
        assertThat(lane.isParked()).isFalse();
    }

    @Test
    void triesOneAfterAParkThatDoublesUpToFiveMinutes() {
        enter(1);
        pass(Duration.ofSeconds(15));
        assertThat(lane.unreachable(now - 1)).isEqualTo(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));
        for (long seconds : new long[] {10, 20, 40, 80, 160, 300, 300}) {
            assertThat(enter(1)).containsExactly(Place.GO);
            assertThat(enter(1)).containsExactly(Place.LINE);
            pass(Duration.ofSeconds(15));
            assertThat(lane.unreachable(now - 1)).isEqualTo(Duration.ofSeconds(seconds));
            lane.stranded(false);
            pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(enter(1)).containsExactly(Place.AWAY);
            pass(Duration.ofMillis(1));
        }
        enter(1);
        lane.answered(now);
        assertThat(enter(2)).containsOnly(Place.GO);
    }

    @Test
    void sendsThoseTurnedAwayBackOneAfterAnother() {
        enter(1);
        pass(Duration.ofSeconds(2));
        lane.unreachable(now - 1);
        assertThat(lane.turnedAway()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_500));
        for (int i = 0; i < 2_000; i++) {
            lane.turnedAway();
        }
        assertThat(lane.turnedAway()).isBetween(Duration.ofMillis(5_900), Duration.ofSeconds(7));
        for (int i = 0; i < 2_000_000; i++) {
            assertThat(lane.turnedAway()).isLessThan(Duration.ofMinutes(6));
        }
    }

    @Test
    void letsNobodyWaitInTheLineForLong() {
        enter(6);
        pass(Duration.ofSeconds(21));
        assertThat(lane.stranded(false)).hasSize(2);
    }

    private Place[] enter(int times) {
        Place[] places = new Place[times];
        for (int i = 0; i < times; i++) {
            places[i] = lane.enter(CALLBACK);
        }
        return places;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
