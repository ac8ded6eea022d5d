package io.vestnik.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vestnik.harness.AccountsHub;
import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.FakeTelegram;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Sink;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** What recipients write back, seen by them, by the account, and by whoever adds a route. */
class RepliesOutsideTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static FakeCarrier carrier;
    private static FakeTelegram telegram;
    private static Sink sink;
    private static GreenMail mail;
    private static GreenMailUser mailbox;
    private static Hub hub;
    private static Customer school;

    @BeforeAll
    static void start() throws Exception {
        carrier = FakeCarrier.start();
        telegram = new FakeTelegram();
        sink = new Sink(exchange -> exchange.sendResponseHeaders(204, -1));
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        mail.start();
        mailbox = mail.setUser("hub@school.example", "hub", "relay-pa55");
        Path folder = Hub.newFolder("replies");
        FileSystemUtils.copyRecursively(Path.of("routes"), folder.resolve("routes"));
        hub = Hub.start(
                folder,
                "vestnik.routes-dir=" + folder.resolve("routes"),
                "vestnik.channels.email.providers[0].name=relay",
                "vestnik.channels.email.providers[0].uri=smtp://127.0.0.1:" + mail.getSmtp().getPort(),
                "vestnik.channels.email.providers[0].from=hub@school.example",
                "vestnik.channels.email.replies=imap://hub:relay-pa55@127.0.0.1:" + mail.getImap().getPort() + "/INBOX",
                "vestnik.callbacks.allow-private-addresses=true",
                "vestnik.accounts[0].id=school",
                "vestnik.accounts[0].api-keys[0]=school-key",
                "vestnik.accounts[0].senders[0]=SCHOOL",
                "vestnik.accounts[0].callback.url=" + sink.url(),
                "vestnik.accounts[0].callback.secret=" + AccountsHub.SECRET,
                "vestnik.accounts[0].hours.service=always",
                "vestnik.accounts[0].hours.marketing=always",
                "vestnik.replies.accounts.school.help.ru=Школа: 8 800 000 00 00",
                "vestnik.channels.sms.providers[0].name=carrier",
                "vestnik.channels.sms.providers[0].uri=" + carrier.uri(),
                "vestnik.channels.telegram.providers[0].name=bot",
                "vestnik.channels.telegram.providers[0].uri=" + telegram.url(),
                "vestnik.channels.telegram.providers[0].token=" + FakeTelegram.TOKEN);
        school = new Customer(hub, "school-key");
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        mail.stop();
        telegram.close();
        carrier.close();
        sink.close();
    }

    @Test
    void stopHoldsAtOnceIsConfirmedOnceAndStartRestores() {
        String phone = "79163330001";
        school.consent("{'phone': '+" + phone + "'}", "'class': 'marketing', 'granted': true");
        assertThat(school.ended(offer(phone)).get("status").asText()).isEqualTo("delivered");
        carrier.reply(phone, "SCHOOL", "Стоп!");
        heard(phone, "Вы отписаны");
        assertThat(school.ended(offer(phone)).get("reason").asText()).isEqualTo("opted_out");
        carrier.reply(phone, "SCHOOL", "STOP");
        carrier.reply(phone, "SCHOOL", "ПОМОЩЬ");
        heard(phone, "Школа: 8 800 000 00 00");
        carrier.reply(phone, "SCHOOL", "start");
        heard(phone, "You receive marketing");
        assertThat(school.ended(offer(phone)).get("status").asText()).isEqualTo("delivered");
        assertThat(texts(phone)).filteredOn(text -> text.contains("отписаны") || text.contains("unsubscribed")).hasSize(1);
        await().atMost(PATIENCE).until(() -> told("+" + phone).size() == 4);
        assertThat(told("+" + phone)).extracting(data -> data.get("keyword").asText())
                .containsExactlyInAnyOrder("stop", "stop", "help", "start");
    }

    @Test
    void aDialogueAsksWhyAndTellsBoth() {
        String phone = "79163330002";
        String asked = question(phone);
        carrier.reply(phone, "SCHOOL", "так себе");
        heard(phone, "Ответьте числом от 1 до 5.");
        carrier.reply(phone, "SCHOOL", "2");
        heard(phone, "Что пошло не так?");
        carrier.reply(phone, "SCHOOL", "Долго ждали \"мастера\"");
        heard(phone, "Спасибо, мы разберёмся.");
        await().atMost(PATIENCE).until(() -> told("+" + phone).size() == 3);
        List<JsonNode> told = told("+" + phone);
        assertThat(told.get(0).get("messageId").asText()).isEqualTo(asked);
        assertThat(told.get(0).has("dialogue")).isFalse();
        assertThat(told.get(1).get("dialogue").toString()).isEqualTo("{\"rating\":\"2\"}");
        assertThat(told.get(2).get("dialogue").toString())
                .isEqualTo("{\"rating\":\"2\",\"reason\":\"Долго ждали \\\"мастера\\\"\"}");
        assertThat(told.get(2).get("tags").get("step").asText()).isEqualTo("why");
    }

    @Test
    void aBotIsAnsweredByTheBot() {
        school.ended(school.send("{\"to\":{\"telegram\":\"3330003\"},\"text\":\"Rate us, 1 to 5\",\"tags\":{\"dialogue\":\"rating\"}}"));
        telegram.write(7000, "3330003", "5");
        await().atMost(PATIENCE).until(() -> telegram.taken("3330003").stream()
                .anyMatch(sent -> sent.text().equals("Thank you for your rating!")));
        telegram.write(7001, "3330003", "/start");
        telegram.write(7002, "3330003", "/stop");
        await().atMost(PATIENCE).until(() -> told("3330003").size() == 3);
        assertThat(told("3330003")).extracting(data -> data.get("keyword").asText(null)).containsExactly(null, null, "stop");
        JsonNode consents = Hub.json(school.get("/api/v1/consents?telegram=3330003")).get("consents");
        assertThat(consents).hasSize(1);
        assertThat(consents.get(0).get("granted").asBoolean()).isFalse();
        assertThat(consents.get(0).get("method").asText()).isEqualTo("reply");
    }

    @Test
    void aMailIsAnsweredByAMail() throws Exception {
        school.ended(school.send("{\"to\":{\"email\":\"vera@example.org\"},\"text\":\"Акция\"}"));
        mailbox.deliver(mailed("vera@example.org", "", "\u0000 broken \u0001"));
        mailbox.deliver(mailed("vera@example.org", "Auto-Submitted: auto-replied\r\n", "STOP"));
        mailbox.deliver(mailed("vera@example.org", "", "Стоп!\r\n\r\n> Акция"));
        await().atMost(PATIENCE).until(() -> told("vera@example.org").size() == 3);
        assertThat(told("vera@example.org").get(1).get("automatic").asBoolean()).isTrue();
        assertThat(told("vera@example.org").get(2).get("keyword").asText()).isEqualTo("stop");
        await().atMost(PATIENCE).until(() -> Arrays.stream(mail.getReceivedMessages()).anyMatch(RepliesOutsideTest::isConfirmation));
        assertThat(Hub.json(school.get("/api/v1/consents?email=vera@example.org")).get("consents")).hasSize(1);
        assertThat(hub.logText()).doesNotContain("relay-pa55");
    }

    private static boolean isConfirmation(MimeMessage received) {
        try {
            return received.getAllRecipients()[0].toString().equals("vera@example.org") && received.getSubject().startsWith("Вы отписаны");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMessage mailed(String from, String headers, String text) throws MessagingException {
        String octets = "From: " + from + "\r\nTo: hub@school.example\r\nMessage-ID: <" + System.nanoTime() + "@x>\r\n" + headers
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text + "\r\n";
        return new MimeMessage(null, new ByteArrayInputStream(octets.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFileOfOnesOwnAddsAWord() throws Exception {
        Path example = Path.of("src/docs/examples/hours/routes/replies/hours.camel.yaml");
        Files.copy(example, hub.folder().resolve("routes/replies/hours.camel.yaml"));
        String phone = "79163330004";
        await().atMost(PATIENCE).until(() -> hub.logText().contains("hours.camel.yaml"));
        carrier.reply(phone, "SCHOOL", "Часы?");
        heard(phone, "Мы открыты");
    }

    @Test
    void theAccountsWebhookCanTrustIt() throws Exception {
        carrier.reply("79163330005", "SCHOOL", "Приду!");
        await().atMost(PATIENCE).until(() -> told("+79163330005").size() == 1);
        Sink.Request request = sink.requests.stream().filter(r -> r.body().contains("79163330005")).findFirst().orElseThrow();
        String id = header(request, "Webhook-id");
        String signed = id + "." + header(request, "Webhook-timestamp") + "." + request.body();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(AccountsHub.SECRET.substring(6)), "HmacSHA256"));
        assertThat(header(request, "Webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        JsonNode event = Hub.JSON.readTree(request.body());
        assertThat(event.get("id").asText()).isEqualTo(id);
        assertThat(event.get("subject").asText()).isEqualTo(event.at("/data/id").asText());
        assertThat(hub.logText()).doesNotContain("Приду!", "79163330005");
    }

    private static String header(Sink.Request request, String name) {
        return request.headers().get(name).get(0);
    }

    /** Data of the events about what somebody wrote, oldest first. */
    private static List<JsonNode> told(String from) {
        return sink.requests.stream()
                .map(Sink.Request::body)
                .map(RepliesOutsideTest::json)
                .filter(event -> event.get("type").asText().equals("io.vestnik.reply"))
                .map(event -> event.get("data"))
                .filter(data -> data.get("from").asText().equals(from))
                .sorted(Comparator.comparing(data -> data.get("id").asText())) // callbacks come in any order
                .toList();
    }

    private static JsonNode json(String body) {
        try {
            return Hub.JSON.readTree(body);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void heard(String phone, String text) {
        await().atMost(PATIENCE).until(() -> texts(phone).anyMatch(heard -> heard.contains(text)));
    }

    private static Stream<String> texts(String phone) {
        return carrier.accepted().stream().filter(submit -> submit.destination().equals(phone)).map(FakeCarrier.Submit::text);
    }

    private static String offer(String phone) {
        return school.send("{\"to\":{\"phone\":\"+" + phone + "\"},\"class\":\"marketing\",\"text\":\"sale\"}");
    }

    private static String question(String phone) {
        String id = school.send("{\"to\":{\"phone\":\"+" + phone + "\"},\"text\":\"Оцените нас от 1 до 5\",\"tags\":{\"dialogue\":\"rating\"}}");
        school.ended(id);
        return id;
    }
}
