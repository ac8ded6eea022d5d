package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the sandbox carrier does to whom, on every channel. */
class SandboxTest {

    private static final List<String> BY_PHONE = List.of("sms", "voice", "flashcall", "whatsapp", "viber");
    private static final List<String> BY_OWN_ID =
            List.of("telegram", "whatsapp", "viber", "vk", "ok", "max", "push", "chat");

    private static Customer demo;
    private static final Map<Case, String> IDS = new HashMap<>();

    /** @param read what becomes of the delivery in the end; the message has {@code status} then */
    record Magic(String digits, String status, String read, int attempts) {}

    record Case(String channel, String to, Magic magic) {
        @Override
        public String toString() {
            return channel + " to " + to + " is " + magic.read;
        }
    }

    private static final List<Magic> MAGIC = List.of(
            new Magic("0000", "delivered", "delivered", 1),
            new Magic("0001", "undelivered", "undelivered", 1),
            new Magic("0002", "expired", "expired", 1), // no receipt ever: its validity ends
            new Magic("0003", "delivered", "delivered", 3),
            new Magic("0004", "failed", "failed", 1),
            new Magic("0005", "delivered", "read", 1),
            new Magic("4567", "delivered", "delivered", 1));

    static Stream<Case> cases() {
        return MAGIC.stream().flatMap(magic -> Stream.of(
                        BY_PHONE.stream().map(channel -> new Case(channel, "'phone': '+7916810" + magic.digits + "'", magic)),
                        Stream.of(new Case("email", "'email': '" + magic.digits + "@example.org'", magic)),
                        BY_OWN_ID.stream().map(channel -> new Case(channel, "'" + channel + "': '" + magic.digits + "-x'", magic)))
                .flatMap(some -> some));
    }

    /** All at once: the retries of 0003 take 20 s. */
    @BeforeAll
    static void send() {
        demo = Customer.demo(Hub.sandbox());
        cases().forEach(row -> IDS.put(row, demo.send("{'to': {" + row.to + "}, 'channels': [{'channel': '" + row.channel
                + "'}], 'text': 'magic'" + (row.magic.digits.equals("0002") ? ", 'validFor': 'PT3S'" : "") + "}")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMagicRecipientLeadsWhereItSays(Case row) {
        JsonNode message = demo.ended(IDS.get(row));
        assertThat(message.get("status").asText()).as(message.toString()).isEqualTo(row.magic.status);
        JsonNode delivery = await().atMost(Duration.ofSeconds(20)).until(
                () -> demo.message(IDS.get(row)).at("/deliveries/0"),
                now -> now.get("status").asText().equals(row.magic.read));
        assertThat(delivery.get("channel").asText()).isEqualTo(row.channel);
        assertThat(delivery.get("provider").asText()).isEqualTo("sandbox");
        assertThat(delivery.get("attempts").asInt()).isEqualTo(row.magic.attempts);
    }

    @Test
    void aTransientFailureIsTriedAgainAndTheTimelineSaysSo() {
        String id = IDS.get(cases().filter(row -> row.channel.equals("sms") && row.magic.digits.equals("0003"))
                .findFirst().orElseThrow());
        List<String> events = each(demo.ended(id).get("timeline"), "event");
        assertThat(events).containsExactly(
                "accepted", "sending", "dispatched", "retry", "sending", "retry", "sending", "sent", "delivered", "delivered");
    }

    @ParameterizedTest(name = "{0} goes by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'phone': '+79168110000'                                  | sms      | +79168110000",
                "'email': 'Anna@Example.org'                              | email    | Anna@example.org",
                "'telegram': '123456789'                                  | telegram | 123456789",
                "'email': 'anna@example.org', 'phone': '8 916 811-00-00'  | sms      | +79168110000",
                "'chat': 'room 7'                                         | chat     | room 7",
                "'sms': '+79168110000'                                    | sms      | +79168110000",
            },
            quoteCharacter = '`')
    void withoutStepsTheAddressChoosesTheChannel(String to, String channel, String address) {
        JsonNode message = demo.outcome("{'to': {" + to + "}, 'text': 'by its address'}");
        assertThat(each(message.get("deliveries"), "channel")).containsExactly(channel);
        assertThat(message.at("/deliveries/0/address").asText()).isEqualTo(address);
    }

    @Test
    void whatWasSentIsShownNewestFirst() {
        demo.outcome("{'to': {'phone': '+79168120000'}, 'text': 'первое', 'sender': 'VESTNIK'}");
        demo.outcome("{'to': {'email': 'second@example.org'}, 'text': 'second'}");
        List<JsonNode> shown = shown().filter(row -> List.of("+79168120000", "second@example.org").contains(row.get("to").asText()))
                .toList();
        assertThat(shown).extracting(row -> row.get("text").asText()).containsExactly("second", "первое");
        assertThat(shown.get(1).fieldNames()).toIterable().containsExactly("channel", "to", "sender", "text", "at");
        assertThat(shown.get(1).get("channel").asText()).isEqualTo("sms");
        assertThat(shown.get(1).get("sender").asText()).isEqualTo("VESTNIK");
        assertThat(demo.read("/api/v1/sandbox/messages?limit=1").get("messages")).hasSize(1);
    }

    @Test
    void whatTheCarrierRefusedIsNotShown() {
        demo.outcome("{'to': {'phone': '+79168130004'}, 'text': 'never taken'}");
        assertThat(shown()).noneMatch(row -> row.get("to").asText().equals("+79168130004"));
    }

    @Test
    void aRecipientOfTheSandboxSaysStopAndIsAnsweredOnce() {
        demo.consent("{'phone': '+79168140000'}", "'class': 'marketing', 'granted': true");
        String word = "{'channel': 'sms', 'from': '8 916 814-00-00', 'text': '«Стоп!»'}";
        Customer.answer(demo.post("/api/v1/sandbox/replies", word), 202);
        assertThat(demo.outcome("{'to': {'phone': '+79168140000'}, 'class': 'marketing', 'text': 'sale'}").get("reason").asText())
                .isEqualTo("opted_out");
        Customer.answer(demo.post("/api/v1/sandbox/replies", word), 202);
        Customer.answer(demo.post("/api/v1/sandbox/replies", word.replace("«Стоп!»", "ПОМОЩЬ")), 202);
        await().atMost(Duration.ofSeconds(20)).until(() -> demo.sandboxed("+79168140000").size() >= 2);
        assertThat(demo.sandboxed("+79168140000")).as("one confirmation for two STOPs, and help")
                .filteredOn(text -> text.contains("Вы отписаны")).hasSize(1);
    }

    @Test
    void whatIsNoReplyIsRefusedByField() {
        JsonNode problem = Customer.answer(
                demo.post("/api/v1/sandbox/replies", "{'channel': 'sms', 'from': '123', 'text': 'a', 'more': 1}"), 400);
        assertThat(each(problem.get("errors"), "pointer")).containsExactlyInAnyOrder("/from", "/more");
    }

    private static Stream<JsonNode> shown() {
        JsonNode messages = demo.read("/api/v1/sandbox/messages?limit=500").get("messages");
        return Stream.iterate(0, i -> i < messages.size(), i -> i + 1).map(messages::get);
    }
}
