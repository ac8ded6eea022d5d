package io.vestnik.spine;

import static io.vestnik.harness.Customer.answer;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten thousand marketing messages to a hundred people are queued, and half of the people say stop: from their commit on nothing leaves. */
class StopRaceTest {

    private static final int PEOPLE = 100;
    private static final int MESSAGES = 10_000;
    private static final Duration SLOW = Duration.ofMillis(100);

    /** How a message ended. @param sending when it was claimed last; null: never */
    private record End(String text, String to, String status, String reason, Instant sending, int attempts) {}

    private static final ExternalPostgres POSTGRES = new ExternalPostgres();
    private static FakeCarrier carrier;
    private static Hub hub;
    private static Customer demo;

    @BeforeAll
    static void start() throws Exception {
        POSTGRES.start();
        carrier = FakeCarrier.start();
        List<String> settings = new ArrayList<>(POSTGRES.settings());
        settings.add("vestnik.channels.sms.providers[0].name=carrier-a");
        settings.add("vestnik.channels.sms.providers[0].uri=" + carrier.uri());
        settings.add("vestnik.channels.sms.providers[0].window=20");
        hub = Hub.start(Hub.newFolder("stop"), settings.toArray(String[]::new));
        demo = Customer.demo(hub);
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        carrier.close();
        POSTGRES.close();
    }

    @Test
    void nothingLeavesAfterAWithdrawalIsRecorded() throws Exception {
        String series = "7916201";
        queue(series);
        List<Callable<Void>> stops = new ArrayList<>();
        for (String phone : stopped(series)) {
            stops.add(() -> {
                demo.consent("{'phone': '+" + phone + "'}", "'class': 'marketing', 'granted': false");
                return null;
            });
        }
        together(stops);
        reckon(series, "web-form");
    }

    @Test
    void nothingLeavesAfterAStopThatWasWrittenBack() throws Exception {
        String series = "7916202";
        queue(series);
        List<String> words = List.of("СТОП", "Stop!", " отписаться. ", "STOPALL");
        List<String> stopped = stopped(series);
        for (int n = 0; n < stopped.size(); n++) {
            carrier.reply(stopped.get(n), "VESTNIK", words.get(n % words.size()));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> stops(series, "reply").size() == stopped.size());
        reckon(series, "reply");
        for (String phone : stopped) {
            await().until(() -> others(series, phone) > 0);
            assertThat(others(series, phone)).as("confirmations to %s", phone).isEqualTo(1);
        }
    }

    /** What the carrier took for the phone that is not of the series. */
    private static long others(String series, String phone) {
        return carrier.accepted().stream()
                .filter(submit -> submit.destination().equals(phone) && !submit.text().startsWith(series))
                .count();
    }

    /** Grants, and queues all at a carrier that takes two hundred a second; returns when some have gone out. */
    private static void queue(String series) throws Exception {
        carrier.delay(SLOW);
        List<Callable<Void>> grants = new ArrayList<>();
        for (int n = 0; n < PEOPLE; n++) {
            String to = "{'phone': '+" + phone(series, n) + "'}";
            grants.add(() -> {
                demo.consent(to, "'class': 'marketing', 'granted': true");
                return null;
            });
        }
        together(grants);
        StringBuilder batch = new StringBuilder("[");
        for (int n = 0; n < MESSAGES; n++) {
            batch.append(n == 0 ? "" : ",")
                    .append("{'to': {'phone': '+").append(phone(series, n % PEOPLE))
                    .append("'}, 'class': 'marketing', 'text': '").append(series).append(' ').append(n).append("'}");
        }
        assertThat(answer(demo.post("/api/v1/messages/batch", batch.append("]").toString()), 202)).hasSize(MESSAGES);
        await().until(() -> carrier.accepted().stream().filter(submit -> submit.destination().startsWith(series)).count() > 2L * PEOPLE);
    }

    /** Each ended one way, and the record shows no claim after the word of its recipient. */
    private static void reckon(String series, String method) {
        carrier.behave();
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(300)).until(() -> open(series) == 0);
        Map<String, Instant> stops = stops(series, method);
        assertThat(stops.keySet()).containsExactlyInAnyOrderElementsOf(stopped(series));
        Map<String, Long> taken = carrier.accepted().stream()
                .filter(submit -> submit.text().startsWith(series))
                .collect(groupingBy(FakeCarrier.Submit::text, counting()));

        List<End> ends = ends(series);
        assertThat(ends).hasSize(MESSAGES);
        for (End end : ends) {
            boolean sent = end.sending != null;
            Instant stop = stops.get(end.to);
            assertThat(taken.getOrDefault(end.text, 0L)).as("%s at the carrier", end).isEqualTo(sent ? 1 : 0);
            assertThat(end.attempts).as("%s", end).isEqualTo(sent ? 1 : 0);
            if (sent) {
                assertThat(end.status).as("%s", end).isEqualTo("delivered");
                assertThat(stop == null || !end.sending.isAfter(stop)).as("%s, stopped at %s", end, stop).isTrue();
            } else {
                assertThat(stop).as("%s was not sent, and nobody stopped it", end).isNotNull();
                assertThat(end.status + " " + end.reason).as("%s", end).isEqualTo("refused opted_out");
            }
        }
        long held = ends.stream().filter(end -> end.sending == null).count();
        System.out.println("stop race by " + method + ": " + held + " of " + MESSAGES + " held back");
        assertThat(held).as("the race was one").isBetween(1L, MESSAGES / 2L - 1);
    }

    private static long open(String series) {
        return POSTGRES.jdbc()
                .sql("SELECT count(*) FROM message WHERE text LIKE ? || ' %' AND final_at IS NULL")
                .param(series)
                .query(Long.class)
                .single();
    }

    /** When each withdrawal was recorded, by phone without plus: in its transaction, while no claim was under way. */
    private static Map<String, Instant> stops(String series, String method) {
        return POSTGRES.jdbc()
                .sql("SELECT address, recorded_at FROM consent WHERE address LIKE 'phone:+' || ? || '%' AND NOT granted AND method = ?")
                .params(series, method)
                .query((row, n) -> Map.entry(row.getString(1).substring("phone:+".length()), row.getTimestamp(2).toInstant()))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<End> ends(String series) {
        return POSTGRES.jdbc()
                .sql("""
                     SELECT m.text, m.recipient ->> 'phone', m.status, m.reason, d.attempts,
                            (SELECT max(e ->> 'at') FROM jsonb_array_elements(d.timeline) e WHERE e ->> 'event' = 'sending')
                     FROM message m JOIN delivery d ON d.message_id = m.id WHERE m.text LIKE ? || ' %'
                     """)
                .param(series)
                .query((row, n) -> new End(
                        row.getString(1),
                        row.getString(2).substring(1),
                        row.getString(3),
                        row.getString(4),
                        row.getString(6) == null ? null : Instant.parse(row.getString(6)),
                        row.getInt(5)))
                .list();
    }

    private static List<String> stopped(String series) {
        return IntStream.range(0, PEOPLE).filter(n -> n % 2 == 0).mapToObj(n -> phone(series, n)).toList();
    }

    private static String phone(String series, int person) {
        return series + String.format("%04d", 1000 + person);
    }

    private static void together(List<Callable<Void>> calls) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        for (Future<Void> call : clients.invokeAll(calls)) {
            call.get();
        }
        clients.shutdown();
    }
}
