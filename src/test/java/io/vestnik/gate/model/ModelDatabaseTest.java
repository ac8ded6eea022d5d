package io.vestnik.gate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.vestnik.account.Accounts;
import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Providers;
import io.vestnik.channel.Traits;
import io.vestnik.egress.Claims;
import io.vestnik.gate.Decision;
import io.vestnik.hours.WorkCalendar;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.ledger.NewRows;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.message.Step;
import io.vestnik.zone.Whereabouts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A thousand of the people as rows of a real database: the claim decides and counts as the oracle does. */
@SpringBootTest(classes = ModelDatabaseTest.Thousand.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ModelDatabaseTest {

    private static final int PEOPLE = 1_000;
    private static final int BATCH = 200;
    private static final Duration TICK = Duration.ofMinutes(15);
    private static final List<Duration> ROUNDS = List.of(
            Duration.ofSeconds(1), Duration.ofMinutes(40), Duration.ofHours(9), Duration.ofHours(26), Duration.ofDays(6));
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(LedgerDatabase.NOW);

    /** Each person has an account of its own, all have one calendar. */
    private static final List<Sender> SENDERS = senders();

    @Configuration
    @Import({Claims.class, ModelRows.class})
    static class Thousand {

        @Bean
        Clock clock() {
            InstantSource settable = NOW::get;
            return settable.withZone(ZoneOffset.UTC);
        }

        @Bean
        Accounts accounts(Clock clock) {
            return new Accounts(SENDERS.stream().map(Sender::account).toList(), clock);
        }

        @Bean
        ChannelTraits traits() {
            ChannelTraits traits = new ChannelTraits();
            traits.publish(Messengers.ALL.stream().collect(Collectors.toMap(
                    channel -> channel,
                    channel -> new Traits(Messengers.FOREIGN.contains(channel), Messengers.WINDOWS.get(channel), true))));
            return traits;
        }

        @Bean
        Providers providers() {
            return mock(Providers.class); // none is the sandbox
        }

        @Bean
        WorkCalendar calendar() {
            return SENDERS.get(0).calendar();
        }
    }

    /** One whose year has come to now. @param rest of its life's events, but for messages */
    private record Living(Sender sender, Oracle oracle, Translation hub, Person person, List<Event> rest, List<Waiting> waiting) {}

    /** A delivery that is queued. */
    private record Waiting(String id, String message, Oracle.Attempt attempt) {}

    @Autowired
    private Claims claims;

    @Autowired
    private ModelRows rows;

    @Autowired
    private NewRows messages;

    @Autowired
    private JdbcClient jdbc;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Set<String> countedMessages = new HashSet<>();
    private final Map<String, Integer> met = new TreeMap<>();

    @Test
    void theClaimDecidesAndCountsAsTheOracleDoes() {
        List<Living> all = new ArrayList<>();
        for (int n = 0; n < PEOPLE; n++) {
            all.add(lived(SENDERS.get(n), RandomLives.next(random.split())));
        }
        Map<String, Person> people = new LinkedHashMap<>();
        all.forEach(living -> people.put(living.sender.account().id(), living.person));
        rows.writeCounts(people);
        for (Duration round : ROUNDS) {
            NOW.set(LedgerDatabase.NOW.plus(round));
            all.forEach(living -> liveOn(living, NOW.get()));
            rows.write(people);
            queue(all);
            claim(all);
            counted(people);
        }
        System.out.println("model in the database: seed " + SEED + ", decisions " + met);
        assertThat(met.keySet()).contains(
                "taken", "paused", "frequency_cap", "quiet_hours", "erased", "suppressed_address", "opted_out", "no_consent",
                "quiet_hours_expired", "channel_forbidden", "blocked", "window_closed");
    }

    private static List<Sender> senders() {
        RandomSenders senders = new RandomSenders(new SplittableRandom(~SEED));
        Map<LocalDate, String> calendar = senders.next("calendar", TICK).days();
        List<Sender> all = new ArrayList<>();
        for (int n = 0; n < PEOPLE; n++) {
            Sender sender = senders.next("a" + n, TICK);
            all.add(new Sender(sender.account(), sender.weeks(), calendar));
        }
        return all;
    }

    /** Until now its life is that of the model. */
    private Living lived(Sender sender, List<Event> life) {
        Oracle oracle = new Oracle(sender, TICK);
        Translation hub = new Translation(sender);
        Year year = new Year(life, (person, attempt, now) -> {
            ZoneId dates = hub.whereabouts(person, attempt.message()).dates();
            return new Year.Judge.Judgement(oracle.decide(person, attempt, clocks(sender, person, attempt), dates, now), dates);
        });
        year.live(LedgerDatabase.NOW);
        List<Event> rest = life.stream()
                .filter(event -> !(event instanceof Event.Message) && !event.at().isBefore(LedgerDatabase.NOW))
                .toList();
        return new Living(sender, oracle, hub, year.person, new ArrayList<>(rest), new ArrayList<>());
    }

    private static Set<ZoneId> clocks(Sender sender, Person person, Oracle.Attempt attempt) {
        Event.Message message = attempt.message();
        return Atlas.clocks(sender.account(), person.contactsOf(message.addresses()), Translation.phone(person, message)).zones();
    }

    private static void liveOn(Living living, Instant now) {
        while (!living.rest.isEmpty() && living.rest.get(0).at().isBefore(now)) {
            living.person.live(living.rest.remove(0));
        }
    }

    /** One message each; half of them on all their channels at once. */
    private void queue(List<Living> all) {
        Map<String, Living> byMessage = new HashMap<>();
        Map<String, Event.Message> events = new HashMap<>();
        List<NewMessage> requests = new ArrayList<>();
        List<Event.Message> drawn = new ArrayList<>();
        for (Living living : all) {
            Event.Message message = RandomLives.message(random, NOW.get());
            drawn.add(message);
            requests.add(request(living.sender.account().id(), message));
        }
        List<NewRows.Stored> stored = messages.insert(requests);
        for (int n = 0; n < stored.size(); n++) {
            byMessage.put(stored.get(n).id(), all.get(n));
            events.put(stored.get(n).id(), drawn.get(n));
        }
        String[] answers = events.entrySet().stream().filter(e -> e.getValue().answer()).map(Map.Entry::getKey).toArray(String[]::new);
        jdbc.sql("UPDATE message SET answers = 1 WHERE id = ANY (:ids)").param("ids", answers).update();
        events.forEach((id, event) -> jdbc.sql("UPDATE message SET templates = :templates WHERE id = :id AND cardinality(:templates) > 0")
                .param("templates", event.templates().toArray(String[]::new))
                .param("id", id)
                .update());
        jdbc.sql("SELECT id, message_id, position FROM delivery WHERE message_id = ANY (:ids)")
                .param("ids", byMessage.keySet().toArray(String[]::new))
                .query(row -> {
                    String message = row.getString(2);
                    Event.Message event = events.get(message);
                    Oracle.Attempt attempt = new Oracle.Attempt(event, event.steps().get(row.getInt(3)), false, false);
                    byMessage.get(message).waiting.add(new Waiting(row.getString(1), message, attempt));
                });
        all.forEach(living -> living.waiting.sort(Comparator.comparing(Waiting::id)));
    }

    private static NewMessage request(String account, Event.Message message) {
        Map<String, String> to = new HashMap<>();
        message.addresses().forEach(key -> to.put(key.substring(0, key.indexOf(':')), key.substring(key.indexOf(':') + 1)));
        List<Step> plan = message.steps().stream().map(step -> new Step(step.channel(), step.address(), null, true, 1)).toList();
        Duration validFor = Duration.between(LedgerDatabase.NOW, message.validUntil());
        return new NewMessage(
                null, account, message.messageClass(), to, "text", null, plan, null, validFor, null, Set.of(), Map.of(), null, null,
                null, new Origin("rest", null));
    }

    /** Batch by batch, each with all that waits for some people: within one the deliveries are decided on in the order of their ids. */
    private void claim(List<Living> all) {
        List<Living> some = new ArrayList<>();
        int size = 0;
        for (Living living : all) {
            some.add(living);
            size += living.waiting.size();
            if (size >= BATCH || living == all.get(PEOPLE - 1)) {
                claimSome(some);
                some.clear();
                size = 0;
            }
        }
    }

    private void claimSome(List<Living> some) {
        Map<String, Claims.Ruled> ruled = new HashMap<>();
        List<String> ids = some.stream().flatMap(living -> living.waiting.stream()).map(Waiting::id).toList();
        claims.claim(random.nextInt(2), ids).forEach(each -> ruled.put(each.id(), each));
        assertThat(ruled).as("seed %d", SEED).hasSameSizeAs(ids);
        List<String> again = new ArrayList<>();
        for (Living living : some) {
            List<Waiting> left = new ArrayList<>();
            for (Waiting waiting : living.waiting) {
                Waiting next = compare(living, waiting, ruled.get(waiting.id));
                if (next != null) {
                    left.add(next);
                    again.add(next.id);
                }
            }
            living.waiting.clear();
            living.waiting.addAll(left);
        }
        jdbc.sql("UPDATE delivery SET status = 'queued', due = :due::timestamptz, node = NULL WHERE id = ANY (:ids)")
                .param("due", LedgerDatabase.NOW.toString())
                .param("ids", again.toArray(String[]::new))
                .update();
    }

    /** Answers what is claimed again in the next round; null: nothing. */
    private Waiting compare(Living living, Waiting waiting, Claims.Ruled ruled) {
        Instant now = NOW.get();
        boolean messageCounted = countedMessages.contains(waiting.message);
        Oracle.Attempt attempt = new Oracle.Attempt(
                waiting.attempt.message(), waiting.attempt.step(), messageCounted, waiting.attempt.counted());
        Event.Message message = attempt.message();
        Whereabouts whereabouts = living.hub.whereabouts(living.person, message);
        String expected = message.validUntil().isAfter(now)
                ? said(living.oracle.decide(
                        living.person, attempt, clocks(living.sender, living.person, attempt), whereabouts.dates(), now))
                : "EXPIRED null";
        String made = (ruled.taken() ? "taken" : ruled.rule()) + " " + ruled.until();
        assertThat(made).as("seed %d at %s: %s of %s, known as %s", SEED, now, attempt, living.sender, living.person.contacts)
                .isEqualTo(expected);
        met.merge(ruled.taken() ? "taken" : ruled.rule(), 1, Integer::sum);
        if (!ruled.taken()) {
            return ruled.until() == null ? null : waiting;
        }
        sent(living, attempt, now.atZone(whereabouts.dates()).toLocalDate());
        countedMessages.add(waiting.message);
        return random.nextInt(4) > 0
                ? null
                : new Waiting(waiting.id, waiting.message, new Oracle.Attempt(message, attempt.step(), true, true));
    }

    /** What nothing limits is not counted. */
    private static void sent(Living living, Oracle.Attempt attempt, LocalDate today) {
        Event.Message message = attempt.message();
        MessageClass messageClass = message.messageClass();
        boolean exempt = message.answer() || messageClass == MessageClass.AUTHORIZATION;
        boolean limited = !living.sender.account().capsOf(messageClass).areNone()
                || living.person.contactsOf(message.addresses()).stream()
                        .flatMap(contact -> contact.wishes().stream())
                        .anyMatch(wish -> !wish.capsOf(messageClass).areNone());
        if (!exempt && limited && !attempt.counted()) {
            living.person.sends.add(new Person.Send(
                    NOW.get(), today, messageClass, attempt.step().channel(), !attempt.messageCounted(),
                    living.person.countedAs(message.addresses())));
        }
    }

    private static String said(Decision decision) {
        return decision instanceof Decision.Wait wait ? wait.rule() + " " + wait.until()
                : decision instanceof Decision.Refuse refuse ? refuse.reason() + " null"
                : "taken null";
    }

    private void counted(Map<String, Person> people) {
        LocalDate lately = NOW.get().atZone(ZoneOffset.UTC).toLocalDate().minusDays(40); // older days may be forgotten
        Map<ModelRows.Counted, Map<String, Map<String, Integer>>> expected = new HashMap<>();
        people.forEach((account, person) -> expected.putAll(ModelRows.counts(account, person, lately)));
        assertThat(rows.counts(lately)).as("seed %d at %s", SEED, NOW.get()).isEqualTo(expected);
    }
}
