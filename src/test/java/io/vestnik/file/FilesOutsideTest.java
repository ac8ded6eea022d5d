package io.vestnik.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Hub;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files as their senders see them: put, accepted, sent, reported. */
class FilesOutsideTest {

    private static final int ROWS = 300;

    private static Hub hub;
    private static DropFolder drop;

    @BeforeAll
    static void start() {
        Path folder = Hub.newFolder("files");
        hub = DropFolder.start(
                folder,
                "vestnik.sftp.max-unpacked=1MB",
                "vestnik.accounts[0].id=demo",
                "vestnik.accounts[0].api-keys[0]=demo-key",
                "vestnik.accounts[0].hours.service=always",
                "vestnik.accounts[0].rate=100"); // a file takes its time
        drop = new DropFolder(folder.resolve("drop"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void goodRowsAreSentAndReportedAndBadOnesNamed() {
        drop.put("winter.csv", """
                Phone;Text;key;course
                +79161230000;"Привет;
                мир";a-1;java
                12;wrong;;
                +79161230001;two;a-2;
                """);
        List<String> accepted = drop.lines("out/winter.accepted.csv");
        assertThat(accepted).hasSize(4);
        assertThat(accepted.get(0)).isEqualTo("row,key,id,error");
        assertThat(accepted.get(1)).matches("1,a-1,[0-9A-Z]{26},");
        assertThat(accepted.get(2)).isEqualTo("2,,,/to/phone is not a phone number that exists; best as +79161234567");
        assertThat(accepted.get(3)).matches("3,a-2,[0-9A-Z]{26},");
        drop.lines("done/winter.csv");

        JsonNode message = hub.ended(accepted.get(1).split(",")[2]);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.get("tags").get("course").asText()).isEqualTo("java");
        List<String> report = drop.lines("out/winter.report.csv");
        assertThat(report.get(0)).isEqualTo("row,key,id,status,channel,sentAt,finalAt");
        assertThat(report.get(1)).matches("1,a-1,[0-9A-Z]{26},delivered,sms,\\S+Z,\\S+Z");
        assertThat(report.get(2)).isEqualTo("2,,,rejected,,,");
        assertThat(report.get(3)).matches("3,a-2,[0-9A-Z]{26},undelivered,sms,\\S+Z,\\S+Z");
    }

    @Test
    void aFileOfPeopleIsStoredAndWhatTheyAgreedToIsRecordedOnce() {
        String csv = """
                id;Phone;email;telegram;timezone;attr.City;consent.marketing;consent.method;consent.at;consent.evidence
                file-1;8 916 123 71 01;f1@example.org;;Asia/Omsk;Omsk;granted;paper;2026-01-10T10:00:00+03:00;form 7
                file-2;+79161237102;;;;;granted;paper;;
                file-3;+79161237103;;;Nowhere;;;;;
                ;;;7104;;;withdrawn;call;2026-01-11T10:00:00Z;
                """;
        drop.put("people.contacts.csv", csv);
        List<String> accepted = drop.lines("out/people.contacts.accepted.csv");
        assertThat(accepted.get(0)).isEqualTo("row,id,error");
        assertThat(accepted.get(1)).isEqualTo("1,file-1,");
        assertThat(accepted.get(2)).startsWith("2,,").contains("consent.method, consent.at");
        assertThat(accepted.get(3)).startsWith("3,,").contains("/timezone");
        assertThat(accepted.get(4)).matches("4,[0-9A-Z]{26},");
        drop.lines("done/people.contacts.csv");
        JsonNode contact = Hub.json(hub.get("/api/v1/contacts/file-1"));
        assertThat(contact.get("phone").textValue()).isEqualTo("+79161237101");
        assertThat(contact.at("/attributes/City").textValue()).isEqualTo("Omsk");

        JsonNode said = consents("phone=%2B79161237101");
        assertThat(said).isNotEmpty().allSatisfy(consent -> {
            assertThat(consent.get("granted").booleanValue()).isTrue();
            assertThat(consent.get("evidence").textValue()).isEqualTo("form 7");
        });
        assertThat(consents("email=f1@example.org")).hasSameSizeAs(said);
        drop.put("again.contacts.csv", csv + "file-5;+79161237105;;;;;;;;\n"); // other octets: all of it is read again
        assertThat(drop.lines("out/again.contacts.accepted.csv").get(5)).isEqualTo("5,file-5,");
        assertThat(consents("phone=%2B79161237101")).as("recorded once").isEqualTo(said);
        drop.put("to-people.csv", "contact,text,channels\nfile-1,hello,email\nfile-404,hello,\n");
        List<String> messages = drop.lines("out/to-people.accepted.csv");
        assertThat(hub.ended(messages.get(1).split(",")[2]).at("/deliveries/0/address").textValue()).isEqualTo("f1@example.org");
        assertThat(messages.get(2)).isEqualTo("2,,,/to/contact is not a contact of this account");
        drop.put("packed.contacts.ndjson", "{\"id\":\"file-1\",\"phone\":\"+79161237101\",\"key\":\"k\"}\n{\"id\":\"file-1\"}\n");
        assertThat(drop.lines("out/packed.contacts.accepted.csv")).containsExactly("row,id,error", "1,,/key is not a known field", "2,file-1,");
    }

    private static JsonNode consents(String address) {
        return Hub.json(hub.get("/api/v1/consents?" + address)).get("consents");
    }

    @Test
    void theSameContentAgainGetsTheFirstAnswersUnderItsNewName() {
        String content = "{\"to\":{\"phone\":\"+79161110000\"},\"text\":\"once\"}\n";
        drop.put("first.ndjson", content);
        List<String> first = drop.lines("out/first.accepted.csv");
        drop.put("second.ndjson", content);
        assertThat(drop.lines("out/second.accepted.csv")).isEqualTo(first);
        assertThat(drop.lines("out/second.report.csv")).isEqualTo(drop.lines("out/first.report.csv"));
        assertThat(sent("+79161110000")).isEqualTo(1);
    }

    @Test
    void aKeyUsedBeforeSendsNothingAgain() {
        String id = hub.send("{\"to\":{\"phone\":\"+79161120000\"},\"text\":\"once\"}", "Idempotency-Key", "order-17");
        drop.put("keys.json", """
                [{"key": "order-17", "text": "once", "to": {"phone": "+79161120000"}},
                 {"key": "order-17", "text": "other", "to": {"phone": "+79161120000"}}]""");
        assertThat(drop.lines("out/keys.accepted.csv")).containsExactly(
                "row,key,id,error", "1,order-17," + id + ",", "2,order-17,,the idempotency key was used for another message");
        assertThat(sent("+79161120000")).isEqualTo(1);
    }

    @Test
    void aPackedFileIsRead() throws Exception {
        drop.put("packed.csv.gz", packed("phone,text\n+79161130000,packed\n"));
        assertThat(drop.lines("out/packed.accepted.csv")).hasSize(2);
        drop.await("done/packed.csv.gz");
    }

    @Test
    void aFileThatIsNotOneIsNamedWithItsReason() throws Exception {
        drop.put("photo.csv", new byte[] {'p', 0, 1, 2});
        assertThat(drop.lines("bad/photo.csv.txt").get(0)).contains("octets that are zero");
        drop.lines("bad/photo.csv");
        drop.put("bomb.csv.gz", packed("phone,text\n" + " ".repeat(2 << 20)));
        assertThat(drop.lines("bad/bomb.csv.gz.txt").get(0)).contains("more than 1048576 octets");
        drop.put("names.csv", "name,text\nAnna,hello\n");
        assertThat(drop.lines("bad/names.csv.txt").get(0)).contains("no column of its header is an address");
    }

    @Test
    void aFileOfWrongRowsIsBadAndEachErrorIsTold() {
        drop.put("wrong.csv", "phone,text\n12,a\n13,b\n");
        assertThat(drop.lines("bad/wrong.csv.txt").get(0)).startsWith("No row of this file was accepted");
        assertThat(drop.lines("out/wrong.accepted.csv")).hasSize(3).last().asString().startsWith("2,,,/to/phone");
        drop.lines("bad/wrong.csv");
    }

    @Test
    void rowsBeforeABreakStandAndTheBreakIsTold() {
        drop.put("broken.json", "[{\"to\":{\"phone\":\"+79161140000\"},\"text\":\"one\"}, {\"to\": nonsense]");
        List<String> accepted = drop.lines("out/broken.accepted.csv");
        assertThat(accepted.get(1)).matches("1,,[0-9A-Z]{26},");
        assertThat(accepted.get(2)).startsWith("2,,,").contains("from here on the file can't be read");
        assertThat(drop.lines("bad/broken.json.txt").get(0)).startsWith("Only the first rows");
        assertThat(drop.lines("out/broken.report.csv")).hasSize(3);
    }

    @Test
    void aHubKilledInMidFileGoesOnWhereItWas() {
        StringBuilder csv = new StringBuilder("phone,text,tag\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("+7916200%04d,row %d,killed\n".formatted(i, i));
        }
        drop.put("long.csv", csv.toString());
        await().atMost(Duration.ofSeconds(30)).until(() -> !tagged().isEmpty());
        hub.kill();
        assertThat(drop.has("out/long.accepted.csv")).isFalse();
        hub.start();
        List<String> accepted = drop.lines("out/long.accepted.csv");
        assertThat(hub.logText()).containsPattern("file long.csv of account demo goes on after row [1-9]");
        List<String> ids = accepted.stream().skip(1).map(line -> line.split(",")[2]).toList();
        assertThat(ids).hasSize(ROWS).doesNotHaveDuplicates();
        assertThat(tagged()).containsExactlyInAnyOrderElementsOf(ids);
    }

    /** Ids of all messages of the long file. */
    private static List<String> tagged() {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = Hub.json(hub.get("/api/v1/messages?tag=tag:killed&limit=100" + cursor));
            page.get("messages").forEach(message -> ids.add(message.get("id").asText()));
            cursor = page.path("next").isTextual() ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());
        return ids;
    }

    private static long sent(String phone) {
        JsonNode found = Hub.json(hub.get("/api/v1/messages?to=" + phone.replace("+", "%2B")));
        return found.get("messages").size();
    }

    private static byte[] packed(String content) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
