package io.vestnik.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.ProviderCounts.Minute;
import io.vestnik.settings.HealthSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRuleTest {

    private static final Instant NOW = Instant.parse("2026-07-01T09:30:20Z");

    private final HealthRule rule = new HealthRule(new HealthSettings(Duration.ofMinutes(5), 15, 50));

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // sent and quick 10 minutes ago, errors so many minutes ago, weight, reason of it, minutes since -> weight then
        "all is well,                        100, 100,  0, 0, 100, -,     ,  100",
        "50 errors in a minute,              100, 100, 50, 0, 100, -,     ,  100",
        "51 errors in this minute,           100, 100, 51, 0, 100, -,     ,   90",
        "51 errors in the last minute,       100, 100, 51, 1, 100, -,     ,   90",
        "51 errors long ago,                 100, 100, 51, 3, 100, -,     ,  100",
        "14 of 100 late,                     100,  86,  0, 0, 100, -,     ,  100",
        "15 of 100 late,                     100,  85,  0, 0, 100, -,     ,   90",
        "15 of 19: too few,                   19,   4,  0, 0, 100, -,     ,  100",
        "15 of 20,                            20,   5,  0, 0, 100, -,     ,   90",
        "it never tells anything,            100,   0,  0, 0, 100, -,     ,  100",
        "still slow after 2 minutes,         100,  50,  0, 0,  90, slow, 2,   90",
        "still slow after 3 minutes,         100,  50,  0, 0,  90, slow, 3,   80",
        "as low as it goes,                  100,  50,  0, 0,   5, slow, 3,    0",
        "nothing is left to lose,            100,  50,  0, 0,   0, slow, 3,    0",
        "well for 9 minutes,                 100, 100,  0, 0,  50, slow, 9,   50",
        "well for 10 minutes,                100, 100,  0, 0,  50, slow, 10,  60",
        "errors 8 minutes ago,               100, 100, 51, 8,  50, errors, 10, 50",
        "nearly whole,                       100, 100,  0, 0,  95, slow, 10, 100",
        "nothing is sent there,                0,   0,  0, 0,  50, slow, 10,  60",
        "a trickle is late,                    1,   0,  0, 0,   0, slow, 10,   0",
        "a trickle is quick,                   1,   1,  0, 0,   0, slow, 10,  10",
        "a trickle of one that never tells,    1,   0,  0, 0,   0, errors, 10, 10",
    })
    void aProviderBesideOneThatIsWell(
            String what, int sent, int quick, int errors, int ago, int weight, String reason, Integer since, int then) {
        Weight before = new Weight(weight, reason, since == null ? Instant.EPOCH : NOW.minus(Duration.ofMinutes(since)));
        Seen sick = new Seen("a", List.of(minute(10, sent, quick, 0), minute(ago, 0, 0, errors)), true, before);
        Map<String, Weight> changed = rule.judge(List.of(sick, well("b", true)), NOW);
        assertThat(changed.getOrDefault("a", before).percent()).isEqualTo(then);
        assertThat(changed).doesNotContainKey("b");
        if (changed.containsKey("a")) {
            assertThat(changed.get("a").changedAt()).isEqualTo(NOW);
        }
    }

    /** Sent so long ago that it may still be heard of, or too long ago to say something of now. */
    @ParameterizedTest
    @CsvSource({"4, 100", "5, 100", "6, 90", "14, 90", "16, 100"})
    void messagesOfFifteenToFiveMinutesAgoAreJudged(int ago, int weight) {
        Seen slow = new Seen("a", List.of(minute(ago, 100, 0, 0), minute(30, 1, 1, 0)), true, Weight.WHOLE);
        Weight changed = rule.judge(List.of(slow, well("b", true)), NOW).getOrDefault("a", Weight.WHOLE);
        assertThat(changed.percent()).isEqualTo(weight);
    }

    @Test
    void theReasonIsTold() {
        Seen slow = new Seen("a", List.of(minute(10, 100, 50, 0)), true, Weight.WHOLE);
        Seen failing = new Seen("b", List.of(minute(0, 0, 0, 99)), true, Weight.WHOLE);
        Map<String, Weight> changed = rule.judge(List.of(slow, failing, well("c", true)), NOW);
        assertThat(changed.get("a").reason()).isEqualTo("slow");
        assertThat(changed.get("b").reason()).isEqualTo("errors");
    }

    @Test
    void whereAllAreSickNothingIsGainedByMoving() {
        Seen slow = new Seen("a", List.of(minute(10, 100, 50, 0)), true, Weight.WHOLE);
        Seen slower = new Seen("b", List.of(minute(10, 100, 20, 0)), true, Weight.WHOLE);
        assertThat(rule.judge(List.of(slow, slower), NOW)).isEmpty();
        assertThat(rule.judge(List.of(slow), NOW)).as("on its own").isEmpty();
        assertThat(rule.judge(List.of(slow, well("b", false)), NOW)).as("the other is away").isEmpty();
    }

    /** Ten minutes down to the floor, and as it heals up again, as the clock would ask. */
    @Test
    void aSickProviderIsLeftStepByStepAndComesBackSlower() {
        Weight weight = Weight.WHOLE;
        List<Integer> story = new ArrayList<>();
        for (int minute = 0; minute < 150; minute++) {
            Instant now = NOW.plus(Duration.ofMinutes(minute));
            boolean sick = minute < 40;
            Seen seen = new Seen("a", List.of(minuteAt(now.minus(Duration.ofMinutes(10)), 100, sick ? 50 : 100, 0)), true, weight);
            Weight next = rule.judge(List.of(seen, well("b", true)), now).getOrDefault("a", weight);
            if (next != weight) {
                story.add(next.percent());
            }
            weight = next;
        }
        assertThat(story).containsExactly(90, 80, 70, 60, 50, 40, 30, 20, 10, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
    }

    private static Seen well(String name, boolean serves) {
        return new Seen(name, List.of(minute(10, 100, 100, 0)), serves, Weight.WHOLE);
    }

    private static Minute minute(int ago, int sent, int quick, int errors) {
        return minuteAt(NOW.minus(Duration.ofMinutes(ago)), sent, quick, errors);
    }

    private static Minute minuteAt(Instant at, int sent, int quick, int errors) {
        return new Minute(at.truncatedTo(java.time.temporal.ChronoUnit.MINUTES), sent, quick, errors);
    }
}
