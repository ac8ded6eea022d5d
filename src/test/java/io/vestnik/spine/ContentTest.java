package io.vestnik.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.SftpProgram;
import io.vestnik.harness.SoapCall;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes with a text, from each door to the carrier; and which channel is tried first. */
class ContentTest {

    private static final String MESSAGE =
            """
            {'to': {'phone': '%s'}, 'text': 'soon', 'media': [{'url': 'https://school.example/a.jpg'}],
             'buttons': [{'text': 'Go', 'url': 'https://school.example/go'}, {'text': 'No', 'reply': 'no'}],
             'channels': [{'channel': 'whatsapp', 'template': {'name': 'soon', 'language': 'en_US', 'body': ['Anna']}}, {'channel': 'sms'}]}""";

    private static Customer demo;

    @BeforeAll
    static void start() {
        demo = Customer.demo(Hub.sandbox());
    }

    @Test
    void byRestItComesOutAsItWentIn() {
        String id = demo.send(MESSAGE.formatted("+79163310000"));
        arrives("+79163310000");
        JsonNode told = demo.ended(id);
        assertThat(told.at("/media/0/type").asText()).isEqualTo("image");
        assertThat(told.at("/buttons/1/reply").asText()).isEqualTo("no");
    }

    @Test
    void bySoapToo() {
        SoapCall caller = SoapCall.demo(demo.hub());
        String id = caller.id(caller.sendMessage("content-1", """
                <v:to><v:phone>+79163320000</v:phone></v:to><v:text>soon</v:text>
                <v:media><v:file><v:url>https://school.example/a.jpg</v:url></v:file></v:media>
                <v:buttons><v:button><v:text>Go</v:text><v:url>https://school.example/go</v:url></v:button>
                <v:button><v:text>No</v:text><v:reply>no</v:reply></v:button></v:buttons>
                <v:channels><v:step><v:channel>whatsapp</v:channel><v:template><v:name>soon</v:name><v:language>en_US</v:language>
                <v:body><v:value>Anna</v:value></v:body></v:template></v:step></v:channels>"""));
        arrives("+79163320000");
        assertThat(caller.call("GetMessage", "<v:id>" + id + "</v:id>").body())
                .contains("<v:media><v:file><v:type>image</v:type><v:url>https://school.example/a.jpg</v:url></v:file></v:media>");
    }

    @Test
    void byFileToo(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("content.ndjson"), Customer.json(MESSAGE.formatted("+79163330000").replace("\n", " ")) + "\n");
        SftpProgram sftp = SftpProgram.withPassword(demo.hub().sftpPort(), "demo", "demo", folder);
        assertThat(sftp.run("put content.ndjson /in/content.ndjson").exit()).isZero();
        arrives("+79163330000");
    }

    @Test
    void aChannelWithoutATemplateOfItsOwnGetsNone() {
        demo.outcome("{'to': {'phone': '+79163340000'}, 'text': 'soon', 'buttons': [{'text': 'No', 'reply': 'no'}], 'channels': [{'channel': 'viber'},"
                + "{'channel': 'whatsapp', 'template': {'name': 'soon', 'language': 'ru'}}]}");
        JsonNode taken = sandboxed("+79163340000").orElseThrow();
        assertThat(taken.get("channel").asText()).isEqualTo("viber");
        assertThat(taken.at("/buttons/0/text").asText()).isEqualTo("No");
        assertThat(taken.has("template")).isFalse();
        assertThat(taken.has("media")).isFalse();
    }

    @Test
    void aCodeTakesItsButtonsWithItWhenItEnds() {
        JsonNode ended = demo.outcome("{'to': {'phone': '+79163350000'}, 'class': 'authorization', 'text': '1234', 'buttons': [{'text': 'Copy', 'reply': '1234'}]}");
        assertThat(ended.has("buttons")).isFalse();
    }

    @Test
    void whatIsReplayedHasAllThatItHad() {
        String dead = demo.send("{'to': {'phone': '+79163380004'}, 'text': 'a', 'media': [{'url': 'https://school.example/a.jpg'}], 'channels': [{'channel': 'viber'}]}");
        assertThat(demo.ended(dead).get("status").asText()).isEqualTo("failed");
        JsonNode letters = demo.read("/api/v1/dead?limit=500").get("dead");
        String letter = StreamSupport.stream(letters.spliterator(), false)
                .filter(each -> each.get("messageId").asText().equals(dead))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        String again = Customer.answer(demo.post("/api/v1/dead/" + letter + "/replay", ""), 202).get("id").asText();
        assertThat(demo.message(again).at("/media/0/url").asText()).isEqualTo("https://school.example/a.jpg");
    }

    @Test
    void theRecipientsOwnChannelIsTriedFirstWhereverItStands() {
        Customer.answer(
                Hub.send(demo.hub()
                        .request("/api/v1/contacts/prefers", "Authorization", "Bearer demo-key", "Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(Customer.json("{'phone': '+79163360000', 'preferences': {'channels': ['viber']}}")))),
                201);
        String message = "{'to': {'phone': '+79163360000'}, 'text': 'a', 'order': 'preferred',"
                + "'channels': [{'channel': 'telegram'}, {'channel': 'sms'}, {'channel': 'whatsapp'}, {'channel': 'viber'}]}";
        JsonNode rehearsed = Customer.answer(demo.post("/api/v1/messages?dryRun=true", message), 200);
        assertThat(Customer.each(rehearsed.get("steps"), "channel")).containsExactly("viber", "sms", "whatsapp", "telegram");
        JsonNode deliveries = demo.outcome(message).get("deliveries");
        assertThat(Customer.each(deliveries, "channel")).containsExactly("viber", "sms", "whatsapp", "telegram");
        assertThat(Customer.each(deliveries, "status")).containsExactly("delivered", "skipped", "skipped", "skipped");
    }

    @Test
    void aSpreadMessageSaysWhenItGoes() {
        JsonNode message = demo.message(demo.send("{'to': {'phone': '+79163370000'}, 'text': 'a', 'spread': 'P7D', 'validFor': 'PT1M'}"));
        JsonNode first = message.at("/timeline/0");
        assertThat(first.get("event").asText()).isEqualTo("scheduled");
        assertThat(first.at("/why/spread").asText()).isEqualTo("PT168H");
        assertThat(Instant.parse(first.at("/why/at").asText())).isAfter(Instant.parse(message.get("createdAt").asText()));
        assertThat(first.get("text").asText()).contains(first.at("/why/at").asText());
    }

    private static void arrives(String to) {
        JsonNode taken = await().atMost(Duration.ofSeconds(30)).until(() -> sandboxed(to), Optional::isPresent).orElseThrow();
        assertThat(taken.get("channel").asText()).isEqualTo("whatsapp");
        assertThat(taken.get("text").asText()).isEqualTo("soon");
        assertThat(taken.at("/media/0/url").asText()).isEqualTo("https://school.example/a.jpg");
        assertThat(Customer.each(taken.get("buttons"), "text")).isEqualTo(List.of("Go", "No"));
        assertThat(taken.at("/template/language").asText()).isEqualTo("en_US");
        assertThat(taken.at("/template/body/0").asText()).isEqualTo("Anna");
    }

    private static Optional<JsonNode> sandboxed(String to) {
        JsonNode messages = demo.read("/api/v1/sandbox/messages?limit=500").get("messages");
        return StreamSupport.stream(messages.spliterator(), false).filter(message -> message.get("to").asText().equals(to)).findFirst();
    }
}
