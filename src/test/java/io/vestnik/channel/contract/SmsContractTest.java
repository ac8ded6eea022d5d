package io.vestnik.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.vestnik.channel.Submission;
import io.vestnik.channel.http.HttpCalls;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.FakeCarrier.Receipts;
import io.vestnik.harness.FakeCarrier.Submit;
import io.vestnik.harness.Hub;
import io.vestnik.reply.Replies;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.smpp.SmppClientComponent;
import io.vestnik.smpp.SmppTimes;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** SMS by SMPP to a carrier that answers as it is told. Sessions, windows and TLS: SmppClientTest. */
class SmsContractTest extends ChannelContract {

    private static final String TEXT = "Вебинар через час: school.example/w/17";
    private static final String DIGITS = "79161234567";

    private FakeCarrier carrier;
    private Slice slice;
    private final News news = new News();
    private int read;

    @Override
    protected void open() throws Exception {
        carrier = FakeCarrier.start();
        slice = new Slice(
                        "sms",
                        List.of(
                                settings("main", carrier.uri().toString()),
                                settings("gone", "smpp://hub:secret@127.0.0.1:" + Hub.freePort()),
                                settings("nowhere", "smpp://hub:secret@nowhere.invalid:2775")),
                        outcomes::add,
                        "io.vestnik.channel.sms")
                .bean("httpCalls", HttpCalls.class, news.bean(HttpCalls.class))
                .bean("receipts", io.vestnik.ledger.Receipts.class, news.bean(io.vestnik.ledger.Receipts.class))
                .bean("replies", Replies.class, news.bean(Replies.class));
        SmppClientComponent smpp = new SmppClientComponent();
        smpp.setTimes(SmppTimes.standard().withAnswer(Duration.ofSeconds(2)).withRetry(Duration.ofMillis(100)));
        slice.camel().addComponent("smpp-client", smpp);
        slice.start(text -> text, "config/queue-consumers", "core/receipts", "egress/sms");
    }

    @Override
    protected void close() throws Exception {
        slice.close();
        carrier.close();
    }

    @Override
    protected void send(Submission submission) {
        slice.camel().createProducerTemplate().sendBody("smpp-client:sms", List.of(submission));
    }

    @Override
    protected void nothingYet() {
        carrier.behave().answer(DIGITS, 0).receipts(Receipts.NONE);
        await().atMost(Duration.ofSeconds(20)).until(() -> slice.provider("main").usable() && carrier.bound() == 1);
        read = carrier.submits().size();
        news.forget();
    }

    @Override
    protected void nothingLeft() {
        assertThat(carrier.submits()).as("submits that nobody asked for").hasSize(read);
        assertThat(news.heard()).as("news that nobody asked for").isEmpty();
    }

    @Override
    protected String channel() {
        return "sms";
    }

    @Override
    protected String address() {
        return "+" + DIGITS;
    }

    @Override
    protected Collection<String> secrets() {
        return List.of(FakeCarrier.SYSTEM_ID + ":" + FakeCarrier.PASSWORD);
    }

    @Override
    protected List<Case> sends() {
        return List.of(
                new Case("a text is one SMS", () -> {
                    String outcome = outcomeOf(submission("main", TEXT));
                    assertThat(submits(1)).extracting(Submit::destination, Submit::source, Submit::text).containsExactly(
                            tuple(DIGITS, "SCHOOL", TEXT));
                    assertThat(outcome).isEqualTo("sent " + lastIds(1));
                }),
                new Case("a long text is one message in parts, with the id of each", () -> {
                    String outcome = outcomeOf(submission("main", "a".repeat(400)));
                    assertThat(submits(3)).extracting(Submit::part).containsExactlyInAnyOrder(1, 2, 3);
                    assertThat(outcome.split(" ")).containsExactlyInAnyOrder(("sent " + lastIds(3)).split(" "));
                }),
                refused("no such number", 0x0B, "recipient 0x0000000B"),
                refused("a sender that is not registered", 0x0A, "permanent 0x0000000A"),
                refused("a system error", 0x08, "transient 0x00000008"),
                refused("a fault in our request", 0x43, "permanent 0x00000043"),
                refused("a code of the carrier's own", 0x400, "permanent 0x00000400"),
                refused("vague", 0x45, "transient 0x00000045"));
    }

    @Override
    protected List<Case> news() {
        return List.of(
                told("a receipt", "id:17 sub:001 dlvrd:001 stat:DELIVRD err:000 text:", "receipt 17 DELIVERED"),
                told("a receipt of a failure", "id:18 sub:001 dlvrd:000 stat:UNDELIV err:011 text:", "receipt 18 UNDELIVERED UNDELIV:011"),
                told("a receipt on the way", "id:19 stat:ENROUTE err:000 text:", "receipt 19 ENROUTE ENROUTE"),
                new Case("one that comes twice is handed on twice: the ledger knows it", () -> {
                    deliver(4, "id:20 stat:DELIVRD err:000");
                    deliver(4, "id:20 stat:DELIVRD err:000");
                    hears("receipt 20 DELIVERED", "receipt 20 DELIVERED");
                }),
                new Case("one that comes before its answer", () -> {
                    carrier.receipts(Receipts.TEXT).delay(Duration.ofMillis(500));
                    String outcome = outcomeOf(submission("main", TEXT));
                    submits(1);
                    assertThat(outcome).isEqualTo("sent " + lastIds(1));
                    hears("receipt " + lastIds(1) + " DELIVERED");
                }),
                new Case("one without a text", () -> {
                    carrier.receipts(Receipts.TLV);
                    outcomeOf(submission("main", TEXT));
                    submits(1);
                    hears("receipt " + lastIds(1) + " DELIVERED");
                }),
                new Case("a reply", () -> {
                    carrier.reply(DIGITS, "7777", "СТОП");
                    hears("reply +" + DIGITS + " > 7777: СТОП");
                }),
                new Case("what names no message is answered, and tells nothing", () -> {
                    deliver(4, "what a day");
                    await().atMost(Duration.ofSeconds(10)).until(() -> carrier.undelivered() == 0);
                    hears();
                }));
    }

    @Override
    protected Case boring(Boring boring) {
        return switch (boring) {
            case TIME_OUT_AFTER_THE_BYTES_WENT_OUT -> new Case(boring.toString(), () -> {
                carrier.forgets(to -> true);
                assertThat(outcomeOf(submission("main", TEXT))).startsWith("unknown ");
                submits(1);
            });
            case CONNECTION_REFUSED -> by(boring, "gone");
            case NO_SUCH_HOST -> by(boring, "nowhere");
            case CONNECTION_DROPPED_WITHOUT_AN_ANSWER -> new Case(boring.toString(), () -> {
                carrier.dropAt(1);
                assertThat(outcomeOf(submission("main", TEXT))).startsWith("unknown ");
                submits(1);
            });
            case SLOW_ANSWER_IN_TIME -> new Case(boring.toString(), () -> {
                carrier.delay(Duration.ofMillis(700));
                String outcome = outcomeOf(submission("main", TEXT));
                submits(1);
                assertThat(outcome).isEqualTo("sent " + lastIds(1));
            });
            case THROTTLED_FOR_NOBODY_KNOWS_HOW_LONG -> refused(boring.toString(), 0x58, "throttled 0x00000058");
            case BUSY_503 -> refused(boring.toString(), 0x14, "throttled 0x00000014");
            case REVOKED_TOKEN -> refused(boring.toString(), 0x0E, "configuration 0x0000000E");
            default -> null; // of HTTP; and nothing waits between the claim and the write
        };
    }

    /** Not bound: not one byte goes out. */
    private Case by(Boring boring, String provider) {
        return new Case(boring.toString(), () -> assertThat(outcomeOf(submission(provider, TEXT))).isEqualTo("unsent"));
    }

    private Case refused(String name, int status, String outcome) {
        return new Case(name, () -> {
            carrier.answer(DIGITS, status);
            assertThat(outcomeOf(submission("main", TEXT))).isEqualTo(outcome);
            submits(1);
        });
    }

    private Case told(String name, String text, String heard) {
        return new Case(name, () -> {
            deliver(4, text);
            hears(heard);
        });
    }

    private void deliver(int esmClass, String text) {
        carrier.deliver(esmClass, 0, DIGITS, "SCHOOL", text.getBytes(StandardCharsets.US_ASCII));
    }

    private void hears(String... lines) {
        await().atMost(Duration.ofSeconds(10)).until(() -> news.heard().size() >= lines.length);
        assertThat(news.heard()).containsExactly(lines);
        news.forget();
    }

    /** So many more have come. */
    private List<Submit> submits(int count) {
        List<Submit> fresh = carrier.submits().subList(read, carrier.submits().size());
        assertThat(fresh).hasSize(count);
        read += count;
        return fresh;
    }

    private String lastIds(int count) {
        List<Submit> all = carrier.submits();
        return all.subList(all.size() - count, all.size()).stream().map(Submit::id).collect(Collectors.joining(" "));
    }

    private static ProviderSettings settings(String name, String uri) {
        return new ProviderSettings(
                name, URI.create(uri), "trx", 1, false, 50, null, 1, "as-is", Map.of("0x400", "permanent"), Map.of(), Map.of(), null, null,
                null, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO);
    }
}
