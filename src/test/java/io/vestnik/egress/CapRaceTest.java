package io.vestnik.egress;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.cap.Caps;
import io.vestnik.cap.Limits;
import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Providers;
import io.vestnik.hours.Hours;
import io.vestnik.hours.WorkCalendar;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.ledger.NewRows;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.message.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Thousands of messages to few people, claimed by 64 threads of two nodes at once: each person gets as many as its caps allow. */
@SpringBootTest(
        classes = CapRaceTest.Capped.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"spring.datasource.hikari.maximum-pool-size=32", "spring.datasource.hikari.connection-timeout=120000"})
class CapRaceTest {

    private static final int THREADS = 64;
    private static final int PEOPLE = 50;
    private static final int MESSAGES = 4_000;
    private static final int MOST = 7;
    private static final int MOST_MAILS = 2;

    @Configuration
    @Import(Claims.class)
    static class Capped {

        @Bean
        Clock clock() {
            return Clock.fixed(LedgerDatabase.NOW.plusSeconds(1), ZoneOffset.UTC);
        }

        @Bean
        ChannelTraits traits() {
            return new ChannelTraits();
        }

        @Bean
        Providers providers() {
            return new Providers(Map.of(), () -> 1);
        }

        @Bean
        WorkCalendar calendar() {
            return WorkCalendar.WEEKENDS;
        }

        @Bean
        Accounts accounts(Clock clock) {
            Caps caps = new Caps(MOST, null, null, Map.of("email", new Limits(null, MOST_MAILS, null)));
            Account account = new Account(
                    "capped", null, List.of(), null, null, null, List.of(), List.of(), null, null, ZoneId.of("Europe/Moscow"),
                    Map.of(MessageClass.MARKETING, Hours.ALWAYS), Account.Times.DEFAULT, Map.of(MessageClass.MARKETING, caps));
            return new Accounts(List.of(account), clock);
        }
    }

    /** As the database has it. */
    private record Row(int person, String message, String channel, boolean taken, String node) {}

    @Autowired
    private Claims claims;

    @Autowired
    private NewRows messages;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void eachPersonGetsExactlyWhatTheCapsAllow() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int person = 0; person < PEOPLE; person++) {
            know(person);
        }
        List<String> deliveries = store(random);
        assertThat(race(deliveries, random)).as("seed %d: each was taken once", seed).doesNotHaveDuplicates();

        List<Row> rows = rows();
        assertThat(rows).hasSize(deliveries.size());
        assertThat(rows.stream().filter(Row::taken).map(Row::node)).contains("here", "there");
        for (int n = 0; n < PEOPLE; n++) {
            int person = n;
            List<Row> taken = rows.stream().filter(row -> row.taken && row.person == person).toList();
            Map<String, Long> channels = taken.stream().collect(groupingBy(Row::channel, counting()));
            assertThat(taken.stream().map(Row::message).distinct()).as("seed %d: messages to %d", seed, person).hasSize(MOST);
            long mails = rows.stream()
                    .filter(row -> row.channel.equals("email") && taken.stream().anyMatch(other -> other.message.equals(row.message)))
                    .count();
            assertThat(channels.getOrDefault("email", 0L)).as("seed %d: mails to %d", seed, person).isEqualTo(Math.min(mails, MOST_MAILS));
            for (String key : List.of("phone:" + phone(person), "email:" + email(person))) {
                assertThat(counted(key)).as("seed %d", seed).isEqualTo(Stream.of((long) MOST, channels.get("sms"), channels.get("email"))
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .collect(joining(" ")));
            }
        }
    }

    /** Every delivery is claimed by both nodes, in batches that differ, until nobody has anything left. Answers what was taken, by anyone. */
    private List<String> race(List<String> deliveries, Random random) throws Exception {
        List<Callable<List<String>>> batches = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
            int here = node;
            List<String> mixed = new ArrayList<>(deliveries);
            Collections.shuffle(mixed, random);
            for (int from = 0; from < mixed.size(); from += 40) {
                List<String> batch = mixed.subList(from, Math.min(from + 40, mixed.size()));
                batches.add(() -> claims.claim(here, batch).stream().filter(Claims.Ruled::taken).map(Claims.Ruled::id).toList());
            }
        }
        Collections.shuffle(batches, random);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<String> taken = new ArrayList<>();
            for (Future<List<String>> batch : threads.invokeAll(batches)) {
                taken.addAll(batch.get()); // a deadlock would be thrown here
            }
            return taken;
        } finally {
            threads.shutdownNow();
        }
    }

    /** By phone, by mail, or by both at once; in the order of nobody. */
    private List<String> store(Random random) {
        List<NewMessage> all = new ArrayList<>();
        for (int n = 0; n < MESSAGES; n++) {
            int person = n % PEOPLE;
            Step sms = new Step("sms", phone(person), null, true, 1);
            Step mail = new Step("email", email(person), null, true, 1);
            int kind = random.nextInt(4);
            List<Step> plan = kind == 0 ? List.of(sms, mail) : kind == 1 ? List.of(mail) : List.of(sms);
            Map<String, String> to = kind == 0 ? Map.of("phone", phone(person), "email", email(person))
                    : kind == 1 ? Map.of("email", email(person))
                    : Map.of("phone", phone(person));
            all.add(new NewMessage(
                    null, "capped", MessageClass.MARKETING, to, Integer.toString(person), null, plan, null, Duration.ofDays(7), null,
                    Set.of(), Map.of(), null, null, null, new Origin("rest", null)));
        }
        messages.insert(all);
        return jdbc.sql("SELECT id FROM delivery").query(String.class).list();
    }

    /** A contact of two addresses: what goes to one counts for both. */
    private void know(int person) {
        jdbc.sql("""
                        INSERT INTO contact (account, id, addresses, attributes, preferences, created_at, updated_at)
                        VALUES ('capped', :id, '{}', '{}', '{}', now(), now())
                        """)
                .param("id", phone(person))
                .update();
        for (String key : List.of("phone:" + phone(person), "email:" + email(person))) {
            jdbc.sql("INSERT INTO contact_address VALUES ('capped', :key, :id)").params(Map.of("key", key, "id", phone(person))).update();
        }
        jdbc.sql("""
                        INSERT INTO consent (id, account, address, class, granted, method, at, recorded_at, recorded_by)
                        VALUES (:id, 'capped', 'phone:' || :id, 'marketing', true, 'call', now(), now(), 'test')
                        """)
                .param("id", phone(person))
                .update();
    }

    private List<Row> rows() {
        return jdbc.sql("SELECT m.text, m.id, d.channel, d.status, d.node FROM delivery d JOIN message m ON m.id = d.message_id")
                .query((row, n) -> new Row(
                        row.getInt(1), row.getString(2), row.getString(3), row.getString(4).equals("sending"), row.getString(5)))
                .list();
    }

    /** Messages, text messages, mails. */
    private String counted(String key) {
        return jdbc.sql("""
                        SELECT concat_ws(' ', day.value ->> '*', day.value ->> 'sms', day.value ->> 'email')
                        FROM frequency, jsonb_each(days) day WHERE account = 'capped' AND address = :key AND class = 'marketing'
                        """)
                .param("key", key)
                .query(String.class)
                .single();
    }

    private static String phone(int person) {
        return "+7916%07d".formatted(person);
    }

    private static String email(int person) {
        return "p%d@example.org".formatted(person);
    }
}
