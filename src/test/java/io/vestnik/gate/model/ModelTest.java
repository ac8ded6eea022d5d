package io.vestnik.gate.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.gate.Decision;
import io.vestnik.gate.Rules;
import io.vestnik.zone.Whereabouts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A hundred thousand people live a year; of all decisions on what they are sent not one differs from the oracle's. */
class ModelTest {

    private static final int PEOPLE = Integer.getInteger("people", 50_000); // of each seed
    private static final int SENDERS = 1_000;
    private static final long SEED = 20_261_122;

    /** Told by the one who decides otherwise. */
    private static final class Differs extends RuntimeException {
        Differs(String text) {
            super(text, null, false, false);
        }
    }

    /** An account, and both who decide for it. */
    private record Side(Sender sender, Oracle oracle, Translation hub) {}

    private final Map<String, LongAdder> met = new ConcurrentHashMap<>();

    @Test
    void notOneDecisionDiffersFromTheOracles() {
        compare(SEED);
    }

    @Test
    void notOneDecisionDiffersInALifeThatWasNeverLivedBefore() {
        compare(Long.getLong("seed", System.nanoTime()));
    }

    private void compare(long seed) {
        List<Side> sides = sides(seed);
        List<Integer> wrong = IntStream.range(0, PEOPLE)
                .parallel()
                .filter(number -> difference(sides.get(number % SENDERS), life(seed, number)) != null)
                .limit(3)
                .boxed()
                .toList();
        System.out.println("model: seed " + seed + ", " + PEOPLE + " people, decisions " + new TreeMap<>(met));
        assertThat(wrong.stream().map(number -> told(seed, number, sides.get(number % SENDERS))).toList()).as("seed %d", seed).isEmpty();
        assertThat(met.keySet()).as("all that there is to decide was decided").contains(
                "Pass", "Wait paused", "Wait frequency_cap", "Wait quiet_hours", "erased", "suppressed_address", "opted_out",
                "no_consent", "paused", "frequency_cap", "quiet_hours_expired", "channel_forbidden", "blocked", "window_closed");
    }

    /** Of one in twenty the hours begin at any minute. */
    private static List<Side> sides(long seed) {
        return IntStream.range(0, SENDERS)
                .mapToObj(number -> {
                    Duration tick = Duration.ofMinutes(number % 20 == 0 ? 1 : 15);
                    Sender sender = new RandomSenders(new SplittableRandom(seed ^ number * 0x9E3779B97F4A7C15L)).next("a", tick);
                    return new Side(sender, new Oracle(sender, tick), new Translation(sender));
                })
                .toList();
    }

    private static List<Event> life(long seed, int number) {
        return RandomLives.next(new SplittableRandom(seed + number * 0xD1B54A32D192ED03L));
    }

    /** The first one in that life; null: none. */
    private String difference(Side side, List<Event> life) {
        try {
            new Year(life, (person, attempt, now) -> judge(side, person, attempt, now)).live();
            return null;
        } catch (Differs e) {
            return e.getMessage();
        }
    }

    private Year.Judge.Judgement judge(Side side, Person person, Oracle.Attempt attempt, Instant now) {
        Event.Message message = attempt.message();
        Atlas.Clocks clocks =
                Atlas.clocks(side.sender.account(), person.contactsOf(message.addresses()), Translation.phone(person, message));
        Whereabouts whereabouts = side.hub.whereabouts(person, message);
        if (whereabouts.source() != clocks.source() || !isOneOf(whereabouts.dates(), clocks, side.sender, now)) {
            throw new Differs("at %s: whereabouts %s, by the atlas %s".formatted(now, whereabouts, clocks));
        }
        Decision expected = side.oracle.decide(person, attempt, clocks.zones(), whereabouts.dates(), now);
        Decision made;
        try {
            made = Rules.decide(
                    side.hub.facts(person, attempt, whereabouts, now),
                    side.hub.policy(message.messageClass()),
                    now);
        } catch (RuntimeException e) {
            throw new Differs("at %s: %s thrown, the oracle says %s".formatted(now, e, expected));
        }
        if (!made.equals(expected)) {
            throw new Differs("at %s (%s) on %s: decided %s, the oracle says %s"
                    .formatted(now, clocks, attempt.step().channel(), made, expected));
        }
        met.computeIfAbsent(name(made), n -> new LongAdder()).increment();
        return new Year.Judge.Judgement(made, whereabouts.dates());
    }

    /** Zones that show the same time are one. */
    private static boolean isOneOf(ZoneId dates, Atlas.Clocks clocks, Sender sender, Instant now) {
        return clocks.zones().stream().anyMatch(zone -> shows(zone, now).equals(shows(dates, now)))
                || (clocks.zones().size() > 1 || clocks.source() == Whereabouts.Source.STRICTEST) && dates.equals(sender.account().zone());
    }

    private static Object shows(ZoneId zone, Instant now) {
        return zone.getRules().getOffset(now);
    }

    private static String name(Decision decision) {
        return decision instanceof Decision.Wait wait ? "Wait " + wait.rule()
                : decision instanceof Decision.Refuse refuse ? refuse.reason()
                : "Pass";
    }

    /** The shortest life in which it still happens, to read. */
    private String told(long seed, int number, Side side) {
        Sender sender = side.sender;
        List<Event> life = life(seed, number);
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (int n = life.size() - 1; n >= 0; n--) {
                List<Event> without = new ArrayList<>(life);
                without.remove(n);
                if (difference(side, without) != null) {
                    life = without;
                    shorter = true;
                }
            }
        }
        StringBuilder text = new StringBuilder("person %d of seed %d%n".formatted(number, seed));
        text.append("  zone ").append(sender.account().zone()).append(", ").append(sender.account().times()).append('\n');
        text.append("  caps ").append(sender.account().caps()).append('\n');
        text.append("  foreign messengers ").append(sender.account().foreignMessengers());
        text.append(", forbidden ").append(sender.account().forbiddenChannels()).append('\n');
        text.append("  hours ").append(sender.weeks()).append('\n');
        text.append("  days ").append(sender.days()).append('\n');
        life.forEach(event -> text.append("  ").append(event).append('\n'));
        return text.append("  => ").append(difference(side, life)).append('\n').toString();
    }
}
