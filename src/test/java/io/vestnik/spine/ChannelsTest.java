package io.vestnik.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeAnswer;
import io.vestnik.harness.FakeProvider;
import io.vestnik.harness.FakeTelegram;
import io.vestnik.harness.Hub;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the REST door to a mail relay, to the Bot API and to a community of VKontakte. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChannelsTest {

    private static final String PASSWORD = "relay-pa55";

    private static final String OTHER_TOKEN = "999:another-one";
    private static final String VK_SECRET = "vk-callback-secret";
    private static final String VK_TOKEN = "vk1.a.token-of-the-community";

    private static GreenMail relay;
    private static FakeTelegram telegram;
    private static FakeProvider vk;
    private static Hub hub;

    @BeforeAll
    static void start() throws IOException {
        relay = relay(Hub.freePort());
        telegram = new FakeTelegram();
        vk = new FakeProvider();
        hub = Hub.start(
                Hub.newFolder("channels"),
                "vestnik.channels.email.providers[0].name=relay",
                "vestnik.channels.email.providers[0].uri=smtp://hub:" + PASSWORD + "@127.0.0.1:" + relay.getSmtp().getPort(),
                "vestnik.channels.email.providers[0].from=hub@school.example",
                "vestnik.channels.email.providers[0].window=4",
                "vestnik.channels.telegram.providers[0].name=bot",
                "vestnik.channels.telegram.providers[0].uri=" + telegram.url(),
                "vestnik.channels.telegram.providers[0].token=" + FakeTelegram.TOKEN,
                "vestnik.channels.telegram.providers[0].share=100",
                "vestnik.channels.telegram.providers[1].name=gone",
                "vestnik.channels.telegram.providers[1].uri=http://127.0.0.1:" + Hub.freePort(),
                "vestnik.channels.telegram.providers[1].token=" + OTHER_TOKEN,
                "vestnik.channels.vk.providers[0].name=school",
                "vestnik.channels.vk.providers[0].uri=" + vk.url(),
                "vestnik.channels.vk.providers[0].token=" + VK_TOKEN,
                "vestnik.channels.vk.providers[0].options.group-id=123456",
                "vestnik.channels.vk.providers[0].options.confirmation=1a2b3c4d",
                "vestnik.channels.vk.providers[0].options.webhook-secret=" + VK_SECRET,
                "vestnik.unknown-wait=1s",
                "vestnik.public-url=https://hub.example",
                "logging.level.org.apache.camel.component.http=DEBUG",
                "logging.level.org.apache.hc=DEBUG");
    }

    @AfterAll
    static void stop() {
        hub.close();
        telegram.close();
        vk.close();
        relay.stop();
    }

    /** Of two bots one can't be reached. */
    @Test
    @Order(1)
    void whatOneBotCantSendGoesByAnother() {
        List<String> events = new ArrayList<>();
        // until the one that can't be reached has been tried: it may just be resting
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            for (String id : IntStream.range(0, 6).mapToObj(i -> telegram("79" + i, "x")).toList()) {
                JsonNode message = hub.ended(id);
                assertThat(message.get("status").asText()).isEqualTo("delivered");
                assertThat(message.at("/deliveries/0/attempts").asInt()).isEqualTo(1);
                events.addAll(timeline(message));
            }
            return events.contains("throttled unreached");
        });
        assertThat(events).noneMatch(event -> event.startsWith("unknown"));
    }

    @Test
    void requestsShareConnections() {
        int before = telegram.connections();
        for (int i = 0; i < 10; i++) {
            hub.ended(telegram("780", "x"));
        }
        assertThat(telegram.taken("780")).hasSize(10);
        assertThat(telegram.connections() - before).isLessThan(5);
    }

    @Test
    void aMailThatTheRelayTookHasSucceeded() throws Exception {
        JsonNode message = hub.ended(mail("anna@example.org", "Вебинар через час\\nhttps://school.example/w/17"));
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        JsonNode delivery = message.get("deliveries").get(0);
        assertThat(delivery.get("status").asText()).isEqualTo("sent");
        assertThat(delivery.get("finalAt").isNull()).isFalse();
        assertThat(timeline(message)).contains("sent null", "succeeded accepted", "delivered null");

        MimeMessage mail = received("anna@example.org");
        assertThat(mail.getMessageID())
                .isEqualTo(delivery.get("providerMessageId").asText())
                .matches("<" + delivery.get("id").asText() + "\\.[a-z0-9]+@school\\.example>");
        assertThat(mail.getSubject()).isEqualTo("Вебинар через час");
        assertThat(mail.getHeader("From", null)).isEqualTo("VESTNIK <hub@school.example>");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        MimeMultipart bodies = (MimeMultipart) mail.getContent();
        assertThat(bodies.getContentType()).startsWith("multipart/alternative");
        assertThat((String) bodies.getBodyPart(0).getContent()).contains("Вебинар через час").contains("/w/17");
        assertThat((String) bodies.getBodyPart(1).getContent())
                .contains("<a href=\"https://school.example/w/17\">https://school.example/w/17</a>");
    }

    /** RFC 8058: what a mail program does when its reader presses its button. */
    @Test
    void aMarketingMailIsEndedByOneClick() throws Exception {
        Customer demo = Customer.demo(hub);
        String to = "{'email':'clara@example.org'}";
        demo.consent(to, "'class':'marketing','granted':true");
        String marketing = "{'to':" + to + ",'class':'marketing','text':'-10 %'}";
        demo.outcome(marketing);
        MimeMessage mail = received("clara@example.org");
        assertThat(mail.getHeader("List-Unsubscribe-Post", null)).isEqualTo("List-Unsubscribe=One-Click");
        String link = mail.getHeader("List-Unsubscribe", null);
        assertThat(link).matches("<https://hub\\.example/s/[A-Za-z0-9_-]+>");
        HttpResponse<String> answer = hub.post(
                link.substring("<https://hub.example".length(), link.length() - 1), "List-Unsubscribe=One-Click",
                "Content-Type", "application/x-www-form-urlencoded");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(demo.outcome(marketing).get("reason").asText()).isEqualTo("opted_out");
    }

    @Test
    void aMailWaitsForARelayThatIsAwayAndLosesNoAttempt() throws Exception {
        int port = relay.getSmtp().getPort();
        relay.stop();
        String id = mail("boris@example.org", "still here");
        await().atMost(Duration.ofSeconds(30)).until(() -> timeline(hub.message(id)).contains("throttled unreached"));
        relay = relay(port);
        JsonNode message = hub.ended(id);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.at("/deliveries/0/attempts").asInt()).isEqualTo(1);
        assertThat(received("boris@example.org")).isNotNull();
    }

    @Test
    void whatTheBotApiTookHasSucceeded() {
        JsonNode message = hub.ended(telegram("777", "Вебинар"));
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.at("/deliveries/0/status").asText()).isEqualTo("sent");
        assertThat(message.at("/deliveries/0/providerMessageId").asText()).matches("777:\\d+");
        assertThat(telegram.taken("777")).extracting(FakeTelegram.Sent::text).containsExactly("Вебинар");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "801 | 403 | Forbidden: bot was blocked by the user",
        "802 | 400 | Bad Request: chat not found",
        "803 | 400 | Bad Request: message text is empty"
    })
    void whatTheBotApiRefusesForGoodFails(String chat, int code, String description) {
        telegram.refuse(chat, code, description);
        JsonNode message = hub.ended(telegram(chat, "x"));
        assertThat(message.get("status").asText()).isEqualTo("failed");
        assertThat(message.get("reason").asText()).isEqualTo(code + " " + description);
        assertThat(telegram.asked(chat)).hasSize(1);
    }

    @Test
    void anErrorInsideA200IsAnError() {
        telegram.answer("804", 200, "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: user is deactivated\"}");
        assertThat(hub.ended(telegram("804", "x")).get("status").asText()).isEqualTo("failed");
    }

    @Test
    void aBotThatIsThrottledRestsForAsLongAsItIsTold() {
        telegram.refuse("805", 429, "Too Many Requests: retry after 3", "{\"retry_after\":3}");
        String id = telegram("805", "x");
        await().until(() -> timeline(hub.message(id)).stream().anyMatch(event -> event.startsWith("throttled 429")));
        hub.ended(telegram("806", "y")); // the whole bot rests
        JsonNode message = hub.ended(id);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.at("/deliveries/0/attempts").asInt()).isEqualTo(1);
        List<FakeTelegram.Sent> asked = telegram.asked("805");
        assertThat(Duration.between(asked.get(0).at(), asked.get(1).at())).isGreaterThanOrEqualTo(Duration.ofMillis(2900));
        assertThat(Duration.between(asked.get(0).at(), telegram.asked("806").get(0).at()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(2900));
    }

    @Test
    void whatFailsForNowIsTriedAgain() {
        telegram.answer("807", 502, "<html>Bad Gateway</html>");
        JsonNode message = hub.ended(telegram("807", "x"));
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.at("/deliveries/0/attempts").asInt()).isEqualTo(2);
        assertThat(timeline(message)).contains("retry HTTP 502");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"808 | 200 | <html>welcome</html>", "809 | 200 | -"})
    void whatWasNotAnsweredInAWayThatCanBeUnderstoodIsRepeatedOnceAndMarked(String chat, int status, String body) {
        telegram.answer(chat, status, body);
        JsonNode message = hub.ended(telegram(chat, "x"));
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(timeline(message)).anyMatch(event -> event.startsWith("repeated"));
        assertThat(telegram.asked(chat)).hasSize(2);
    }

    @Test
    void aLongTextGoesInPartsInOrder() {
        String text = "слово ".repeat(1500).strip();
        JsonNode message = hub.ended(telegram("810", text));
        assertThat(message.at("/deliveries/0/providerMessageId").asText()).matches("810:\\d+,810:\\d+,810:\\d+");
        assertThat(String.join(" ", telegram.taken("810").stream().map(FakeTelegram.Sent::text).toList())).isEqualTo(text);
    }

    @Test
    void aGroupThatMovedIsFollowed() {
        telegram.refuse("-811", 400, "Bad Request: group chat was upgraded to a supergroup chat",
                "{\"migrate_to_chat_id\":-100811}");
        JsonNode message = hub.ended(telegram("-811", "x"));
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(telegram.taken("-100811")).hasSize(1);
    }

    @Test
    void whatIsWrittenToTheBotIsARowBeforeItIsConfirmed() throws Exception {
        telegram.write(5000, "777", "СТОП");
        telegram.write(5001, "778", "да");
        await().atMost(Duration.ofSeconds(30)).until(() -> telegram.offsets().contains(5002L));
        telegram.write(5002, "777", "ещё");
        await().atMost(Duration.ofSeconds(30)).until(() -> telegram.offsets().contains(5003L));
        telegram.press(5003, "778", "y:1");
        telegram.write(5004, "779", "/start tok-en_1");
        telegram.member(5005, "781", "kicked");
        await().atMost(Duration.ofSeconds(30)).until(() -> telegram.offsets().contains(5006L));
        assertThat(rows("SELECT sender || ' ' || recipient || ' ' || text FROM reply WHERE provider = 'bot' ORDER BY id")).containsExactly(
                "777 4839574812 СТОП", "778 4839574812 да", "777 4839574812 ещё", "778 4839574812 y:1");
        assertThat(rows("SELECT address || ' ' || state FROM session WHERE channel = 'telegram' AND address IN ('778', '779', '781') ORDER BY 1"))
                .containsExactly("778 open", "779 open", "781 blocked");
    }

    @Test
    void aCommunityIsWrittenForAndTellsWhatItsReadersWrite() throws Exception {
        assertThat(hook("{'type':'confirmation','group_id':123456}").body()).isEqualTo("1a2b3c4d");
        String told = "{'type':'message_new','group_id':123456,'event_id':'e1','secret':'%s',"
                + "'object':{'message':{'id':1,'date':1700000000,'peer_id':7001,'text':'Да'}}}";
        assertThat(hook(told.formatted("wrong")).statusCode()).isEqualTo(401);
        assertThat(hook(told.formatted(VK_SECRET)).body()).isEqualTo("ok");
        assertThat(hook(told.formatted(VK_SECRET)).body()).as("told once more").isEqualTo("ok");
        assertThat(rows("SELECT sender || ' ' || recipient || ' ' || text FROM reply WHERE provider = 'school'")).containsExactly("7001 123456 Да");
        assertThat(rows("SELECT state FROM session WHERE address = '7001'")).containsExactly("open");

        vk.answer(FakeAnswer.json(200, "{\"response\": 1234}"));
        JsonNode message = hub.ended(hub.send("{\"to\":{\"vk\":\"7001\"},\"text\":\"Вебинар\"}"));
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.at("/deliveries/0/providerMessageId").asText()).isEqualTo("1234");
        assertThat(vk.requests().get(0).form()).containsEntry("peer_id", "7001").containsEntry("message", "Вебинар");
    }

    private static HttpResponse<String> hook(String body) {
        return hub.post("/hooks/channels/school", body.replace('\'', '"'));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aRevokedTokenLosesNothingAndIsNeverInTheLog() {
        telegram.revoke(true);
        String id = telegram("820", "never in a log");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> timeline(hub.message(id)).contains("provider_fault 401 Unauthorized"));
        assertThat(hub.message(id).at("/deliveries/0/status").asText()).isEqualTo("queued");
        assertThat(hub.logText())
                .contains("provider bot of channel telegram refuses us with code 401:")
                .doesNotContain(FakeTelegram.TOKEN)
                .doesNotContain(FakeTelegram.TOKEN.substring(11))
                .doesNotContain(OTHER_TOKEN, PASSWORD, VK_SECRET, VK_TOKEN)
                .doesNotContain("never in a log", "Вебинар", "anna@", "boris@");
    }

    private static GreenMail relay(int port) {
        GreenMail relay = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        relay.setUser("hub@school.example", "hub", PASSWORD);
        relay.getManagers().getUserManager().setAuthRequired(true);
        relay.start();
        return relay;
    }

    private static MimeMessage received(String address) {
        return Arrays.stream(relay.getReceivedMessages())
                .filter(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString().equals(address);
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    private static List<String> rows(String query) throws IOException, SQLException {
        Path cluster = hub.folder().resolve("data/postgres/cluster");
        List<String> settings = Files.readAllLines(cluster.resolve("data/postgresql.conf"));
        String port = settings.get(settings.size() - 1).replaceAll("\\D+", "");
        String password = Files.readString(cluster.resolve("password")).strip();
        List<String> found = new ArrayList<>();
        try (Connection database =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "vestnik", password);
                ResultSet rows = database.createStatement().executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static List<String> timeline(JsonNode message) {
        return StreamSupport.stream(message.get("timeline").spliterator(), false)
                .map(event -> event.get("event").asText() + " " + event.get("code").asText())
                .toList();
    }

    private static String mail(String address, String text) {
        return hub.send("{\"to\":{\"email\":\"" + address + "\"},\"text\":\"" + text + "\"}");
    }

    private static String telegram(String chat, String text) {
        return hub.send("{\"to\":{\"telegram\":\"" + chat + "\"},\"text\":\"" + text + "\"}");
    }
}
