package io.vestnik.ingress.page;

import static io.vestnik.harness.Customer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a browser and a mail program meet it: with a link and nothing else. */
class SubscriptionPageTest {

    private static final HttpClient STRANGER = HttpClient.newHttpClient();
    private static final AtomicInteger NUMBERS = new AtomicInteger(31_000);
    private static final String FORM = "application/x-www-form-urlencoded";

    private static Customer demo;

    @BeforeAll
    static void start() {
        demo = Customer.demo(Hub.sandbox());
    }

    @Test
    void aLinkIsShortAndTellsWhenItEnds() {
        JsonNode link = answer(demo.post("/api/v1/subscription-links", "{'to':{'phone':'" + phone() + "'},'expiresIn':'P2D'}"), 201);
        assertThat(link.get("url").asText()).startsWith(Hub.sandbox().url() + "/s/").hasSizeLessThan(80);
        assertThat(Instant.parse(link.get("expiresAt").asText()))
                .isBetween(Instant.now().plus(Duration.ofHours(47)), Instant.now().plus(Duration.ofHours(49)));
    }

    @Test
    void nothingIsTickedThatWasNotGranted() throws Exception {
        HttpResponse<String> page = get(link(phone()));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("name=\"marketing\" value=\"sms\">", "name=\"no-service\" value=\"sms\">").doesNotContain("checked");
    }

    @Test
    void aPageIsKeptByNobodyAndRunsNothing() throws Exception {
        HttpResponse<String> page = get(link(phone()));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'sha256-").contains("form-action 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("X-Robots-Tag")).contains("noindex, nofollow");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.body()).doesNotContainIgnoringCase("<script").doesNotContain("onclick", "src=", "http://", "https://");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
        "'',        'ru-RU,ru;q=0.9', ru", "'', 'en-GB', en", "'', none, en", "'', 'de, ru;q=0.5', ru", "'?lang=ru', 'en', ru",
        "'?lang=en', 'ru', en", "'?lang=xx', 'ru', ru", "'', ';;', en"
    })
    void speaksTheReadersLanguage(String query, String accepted, String language) throws Exception {
        HttpResponse<String> page = accepted == null ? get(link(phone()) + query) : get(link(phone()) + query, "Accept-Language", accepted);
        assertThat(page.body()).contains("<html lang=\"" + language + "\">");
    }

    @Test
    void whatIsChosenHoldsAndIsEvidence() throws Exception {
        String phone = phone();
        HttpResponse<String> page = post(link(phone) + "?lang=ru", FORM, "marketing=sms&action=save", "User-Agent", "Test/1 \u00d7");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("role=\"status\"", "name=\"marketing\" value=\"sms\" checked>");
        JsonNode word = word(phone, "marketing", "sms");
        assertThat(word.get("state").asText()).isEqualTo("granted");
        assertThat(word.at("/decidedBy/method").asText()).isEqualTo("page");
        assertThat(word.at("/decidedBy/by").asText()).isEqualTo("recipient");
        assertThat(word.at("/decidedBy/evidence/ip").asText()).isEqualTo("127.0.0.1");
        assertThat(word.at("/decidedBy/evidence/textVersion").asText()).matches("ru-[0-9a-f]{12}");
        assertThat(word.at("/decidedBy/evidence/userAgent").asText()).startsWith("Test/1 ");
        assertThat(demo.outcome(message(phone, "marketing")).get("status").asText()).isEqualTo("delivered");
    }

    @Test
    void aTickIsTakenAwayAgain() throws Exception {
        String phone = phone();
        String link = link(phone);
        post(link, FORM, "marketing=sms&action=save");
        assertThat(post(link, FORM, "action=save").body()).doesNotContain("checked");
        assertThat(demo.outcome(message(phone, "marketing")).get("reason").asText()).isEqualTo("opted_out");
    }

    @Test
    void oneTickAfterAStopIsThatChannelAlone() throws Exception {
        String phone = phone();
        demo.consent("{'phone':'" + phone + "'}", "'class':'marketing','granted':true");
        demo.consent("{'phone':'" + phone + "'}", "'class':'marketing','granted':false");
        post(link(phone), FORM, "marketing=sms&action=save");
        assertThat(state(phone, "marketing")).contains("sms granted").doesNotContain("telegram granted", "email granted");
    }

    @Test
    void oneKeyStopsEverythingAndWhatIsQueued() throws Exception {
        String phone = phone();
        String queued = demo.send("{'to':{'phone':'" + phone + "'},'text':'x','sendAt':'" + Instant.now().plus(Duration.ofHours(1)) + "'}");
        HttpResponse<String> page = post(link(phone), FORM, "action=stop");
        assertThat(page.body()).contains("role=\"status\"");
        assertThat(demo.ended(queued).get("reason").asText()).isEqualTo("opted_out");
        assertThat(state(phone, "marketing")).contains("sms withdrawn");
        assertThat(demo.outcome(message(phone, "transactional")).get("status").asText()).isEqualTo("delivered");
        assertThat(demo.outcome(message(phone, "authorization")).get("status").asText()).isEqualTo("delivered");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "application/x-www-form-urlencoded | List-Unsubscribe=One-Click",
        "multipart/form-data; boundary=b   | --b\\r\\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\\r\\n\\r\\nOne-Click\\r\\n--b--\\r\\n"
    })
    void aMailProgramUnsubscribesItsReader(String type, String body) throws Exception {
        String email = "reader-" + NUMBERS.incrementAndGet() + "@example.org";
        demo.consent("{'email':'" + email + "'}", "'class':'marketing','granted':true");
        HttpResponse<String> answer = post(linkTo("email", email), type, body.replace("\\r\\n", "\r\n"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(demo.outcome("{'to':{'email':'" + email + "'},'class':'marketing','text':'x'}").get("reason").asText()).isEqualTo("opted_out");
        assertThat(demo.outcome("{'to':{'email':'" + email + "'},'class':'service','text':'x'}").get("status").asText()).isEqualTo("delivered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
    void whatIsNoPostChangesNothing(String method) throws Exception {
        String phone = phone();
        String link = link(phone);
        for (String body : List.of("action=stop", "List-Unsubscribe=One-Click", "action=save&marketing=sms")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(link + "?" + body))
                    .header("Content-Type", FORM)
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            assertThat(STRANGER.send(request, BodyHandlers.ofString()).statusCode()).isIn(200, 204, 405);
        }
        assertThat(history(phone)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "marketing=sms", "action=", "action=delete", "action=save&action=stop", "%%%=%", "\u0000", "List-Unsubscribe=Two-Click"})
    void aFormThatIsNotOursChangesNothing(String body) throws Exception {
        String phone = phone();
        assertThat(post(link(phone), FORM, body).statusCode()).isEqualTo(400);
        assertThat(history(phone)).isEmpty();
    }

    @Test
    void aChannelThatIsNotThereCannotBeChosen() throws Exception {
        String phone = phone();
        assertThat(post(link(phone), FORM, "marketing=fax&marketing=%3Cscript%3E&action=save").statusCode()).isEqualTo(200);
        assertThat(history(phone)).isEmpty();
    }

    @Test
    void aHugeFormIsNotRead() throws Exception {
        String phone = phone();
        assertThat(post(link(phone), FORM, "action=stop&x=" + "x".repeat(20_000)).statusCode()).isEqualTo(413);
        assertThat(history(phone)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "%2e%2e", "a.b"})
    void aWrongLinkTellsNothing(String token) throws Exception {
        for (String accepted : List.of("ru", "en")) {
            HttpResponse<String> page = get(Hub.sandbox().url() + "/s/" + token, "Accept-Language", accepted);
            assertThat(page.statusCode()).isIn(404, 400);
            if (page.statusCode() == 404) {
                assertThat(page.body()).contains("<html lang=\"" + accepted + "\">").doesNotContain("demo", "VESTNIK", "Exception");
            }
        }
        assertThat(post(Hub.sandbox().url() + "/s/" + token, FORM, "action=stop").statusCode()).isIn(404, 400);
    }

    @Test
    void theEvidenceIsAPageWhereItIsPreferred() throws Exception {
        String phone = phone();
        String to = "{'phone':'" + phone + "'}";
        demo.consent(to, "'class':'marketing','channel':'sms','granted':true,'evidence':{'form':'<b onclick=x>'},'at':'2026-03-01T10:00:00Z'");
        demo.consent(to, "'class':'marketing','granted':false,'evidence':'call 7'");
        String path = "/api/v1/consents/evidence?phone=" + phone.replace("+", "%2B");
        HttpResponse<String> page = get(Hub.sandbox().url() + path, "Authorization", "Bearer demo-key", "Accept", "text/html,*/*;q=0.8", "Accept-Language", "ru");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.body()).contains("<html lang=\"ru\">", phone, "&lt;b onclick=x&gt;", "2026-03-01 10:00:00 UTC", "СМС: отказ").doesNotContain("<b onclick", "<script");
        JsonNode json = demo.read(path);
        assertThat(json.at("/entries/0/held").toString()).contains("{\"channel\":\"sms\",\"state\":\"granted\"}");
        assertThat(json.at("/entries/1/held").toString()).contains("{\"channel\":\"sms\",\"state\":\"withdrawn\"}");
        assertThat(json.at("/entries/1/address/phone").asText()).isEqualTo(phone);
        assertThat(json.at("/entries/0").fieldNames()).toIterable().containsExactlyInAnyOrder(
                "address", "recordedAt", "class", "channel", "granted", "method", "evidence", "at", "by", "held");
    }

    @Test
    void theStateBeforeAWordWasRecordedIsAsItWas() {
        String phone = phone();
        Instant before = Instant.now().minusSeconds(5);
        demo.consent("{'phone':'" + phone + "'}", "'class':'marketing','granted':true,'at':'2026-03-01T10:00:00Z'");
        String path = "/api/v1/consents/state?phone=" + phone.replace("+", "%2B");
        assertThat(demo.read(path + "&at=" + before).at("/words").toString()).doesNotContain("granted");
        assertThat(demo.read(path).at("/words").toString()).contains("\"state\":\"granted\"");
    }

    @Test
    void manyConsentsAreRecordedOrRefusedOneByOne() {
        String phone = phone();
        String good = "{\"to\":{\"phone\":\"" + phone + "\"},\"class\":\"marketing\",\"granted\":true,\"method\":\"import\",\"at\":\"2026-03-01T10:00:00Z\"}";
        String batch = good + "\n\n" + good.replace(",\"at\":\"2026-03-01T10:00:00Z\"", "") + "\n"
                + good.replace("\"method\":\"import\",", "") + "\nnothing\n" + good.replace("true", "false").replace("03-01", "04-01");
        HttpResponse<String> answer = Hub.sandbox().post("/api/v1/consents/batch", batch, "Authorization", "Bearer demo-key", "Content-Type", "application/x-ndjson");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body().lines().map(line -> line.replaceAll("\"(id|detail)\":\"[^\"]*\"", "$1"))).containsExactly(
                "{\"index\":0,id}", "{\"index\":2,\"errors\":[{\"pointer\":\"/at\",detail}]}",
                "{\"index\":3,\"errors\":[{\"pointer\":\"/method\",detail}]}", "{\"index\":4,\"errors\":[{\"pointer\":\"\",detail}]}", "{\"index\":5,id}");
        assertThat(state(phone, "marketing")).contains("sms withdrawn");
    }

    private static String message(String phone, String messageClass) {
        return "{'to':{'phone':'" + phone + "'},'class':'" + messageClass + "','text':'x'}";
    }

    private static JsonNode word(String phone, String messageClass, String channel) {
        for (JsonNode word : demo.read("/api/v1/consents/state?phone=" + phone.replace("+", "%2B")).get("words")) {
            if (word.get("class").asText().equals(messageClass) && word.get("channel").asText().equals(channel)) {
                return word;
            }
        }
        throw new AssertionError(messageClass + " " + channel);
    }

    private static List<String> state(String phone, String messageClass) {
        List<String> states = new ArrayList<>();
        demo.read("/api/v1/consents/state?phone=" + phone.replace("+", "%2B")).get("words").forEach(word -> {
            if (word.get("class").asText().equals(messageClass)) {
                states.add(word.get("channel").asText() + " " + word.get("state").asText());
            }
        });
        return states;
    }

    private static JsonNode history(String phone) {
        return demo.read("/api/v1/consents?phone=" + phone.replace("+", "%2B")).get("consents");
    }

    private static String link(String phone) {
        return linkTo("phone", phone);
    }

    private static String linkTo(String name, String address) {
        return answer(demo.post("/api/v1/subscription-links", "{'to':{'" + name + "':'" + address + "'}}"), 201).get("url").asText();
    }

    private static HttpResponse<String> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return STRANGER.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String url, String type, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", type).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return STRANGER.send(request.build(), BodyHandlers.ofString());
    }

    private static String phone() {
        return "+791684" + NUMBERS.incrementAndGet();
    }
}
