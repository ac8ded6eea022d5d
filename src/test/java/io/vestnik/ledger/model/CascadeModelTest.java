package io.vestnik.ledger.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand random messages of each seed: of no one does the hub say another story than the oracle. */
class CascadeModelTest {

    private static final int LIVES = Integer.getInteger("lives", 10_000);
    private static final long SEED = 20_261_122;

    private final Map<String, Integer> met = new TreeMap<>();

    @Test
    void noMessageEndsOtherwiseThanTheOracleSays() {
        compare(SEED);
    }

    @Test
    void noMessageEndsOtherwiseThatWasNeverThoughtOfBefore() {
        compare(Long.getLong("seed", System.nanoTime()));
    }

    private void compare(long seed) {
        List<String> wrong = new ArrayList<>();
        for (int n = 0; n < LIVES && wrong.size() < 3; n++) {
            Life life = life(seed, n);
            if (difference(life) != null) {
                wrong.add("life " + n + " of seed " + seed + "\n" + told(life));
            }
            count(Oracle.tell(life));
        }
        System.out.println("cascade model: seed " + seed + ", " + LIVES + " lives, " + met);
        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(met.keySet()).as("all that can become of a message became of one").contains(
                "delivered", "undelivered", "refused", "cancelled", "expired", "failed", "told late", "told read", "told sent",
                "by accepted", "by delivered", "by read", "by reply", "code not_read", "code no_reply", "code no_address", "code too_long",
                "code window_closed", "code blocked", "code channel_forbidden", "code template_not_approved", "code quiet_hours_expired");
    }

    private void count(Story story) {
        met.merge(story.status(), 1, Integer::sum);
        story.told().forEach(told -> met.merge("told " + told.status(), 1, Integer::sum));
        story.fates().forEach(fate -> {
            fate.succeeded().forEach(by -> met.merge("by " + by, 1, Integer::sum));
            if (fate.code() != null && !fate.code().startsWith("c")) {
                met.merge("code " + fate.code(), 1, Integer::sum);
            } else if (fate.code() != null && fate.code().startsWith("ch")) {
                met.merge("code " + fate.code(), 1, Integer::sum);
            }
        });
    }

    static Life life(long seed, int number) {
        return RandomLives.next(new SplittableRandom(seed + number * 0xD1B54A32D192ED03L));
    }

    /** Null: none. */
    private static String difference(Life life) {
        Story oracle = Oracle.tell(life);
        Story hub;
        try {
            hub = new World(life, World::inMemory, now -> {}).live();
        } catch (RuntimeException e) {
            return "the hub: " + e + "\nthe oracle: " + oracle.text();
        }
        return hub.equals(oracle) ? null : "the hub: " + hub.text() + "\nthe oracle: " + oracle.text();
    }

    /** The shortest life in which it still happens, to read. */
    private static String told(Life life) {
        Life shortest = life;
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (Life candidate : Shorter.of(shortest)) {
                if (difference(candidate) != null) {
                    shortest = candidate;
                    shorter = true;
                    break;
                }
            }
        }
        StringBuilder text = new StringBuilder();
        Life l = shortest;
        text.append("%s from %d for %d, told of %s, cancelled at %s%n".formatted(l.messageClass(), l.sendAt(), l.validFor(), l.events(), l.cancelAt()));
        IntStream.range(0, l.legs().size()).forEach(n -> text.append("  ").append(l.legs().get(n)).append('\n'));
        return text + difference(shortest);
    }
}
