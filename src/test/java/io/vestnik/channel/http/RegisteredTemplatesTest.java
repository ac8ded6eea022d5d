package io.vestnik.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Submission;
import io.vestnik.channel.TemplateNews;
import io.vestnik.harness.FakeAnswer;
import io.vestnik.harness.FakeProvider;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.message.Content;
import io.vestnik.message.MessageClass;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The shipped route that asks a platform for its templates, with the shipped description of WhatsApp and a real database. */
class RegisteredTemplatesTest {

    private static final String TOKEN = "EAAGm0PX4ZCpsBAKZCZCZA";
    private static final String PATH = "/v23.0/102290129340398/message_templates";

    private static AnnotationConfigApplicationContext database;
    private static FakeProvider fake;
    private static DefaultCamelContext camel;
    private static RegisteredTemplates templates;
    private static TemplateLists lists;

    @BeforeAll
    static void start() throws Exception {
        database = new AnnotationConfigApplicationContext(LedgerDatabase.class);
        fake = new FakeProvider();
        Map<String, VestnikSettings.ChannelSettings> channels = new LinkedHashMap<>();
        channels.put("whatsapp", new VestnikSettings.ChannelSettings(List.of(provider("wa", "102290129340398"), provider("other", null)), null));
        VestnikSettings settings = Mockito.mock(VestnikSettings.class);
        Mockito.when(settings.channels()).thenReturn(channels);
        HttpApis apis = new HttpApis(new ChannelTraits());
        apis.publish(Map.of("whatsapp", HttpApi.read("whatsapp", Files.readAllBytes(Path.of("routes/egress/whatsapp.http.yaml")))));
        templates = new RegisteredTemplates(database.getBean(JdbcTemplate.class), Clock.systemUTC());
        lists = new TemplateLists(settings, apis, Clock.systemUTC());
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("registeredTemplates", templates);
        camel.getRegistry().bind("templateLists", lists);
        camel.getRegistry().bind("providerHttp", new ProviderHttp());
        for (String file : List.of("config/clock-errors", "core/templates")) {
            String text = Files.readString(Path.of("routes", file + ".camel.yaml"));
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(
                    file + ".camel.yaml", text.replace("timer:core-templates", "direct:core-templates")
                            .replace("        delay: 5000 # descriptions are read by then\n        period: 900000\n", "        block: true\n")));
        }
        camel.start();
    }

    @AfterAll
    static void stop() {
        camel.stop();
        fake.close();
        database.close();
    }

    @BeforeEach
    void nothingKnown() {
        fake.forget();
        database.getBean(JdbcTemplate.class).update("DELETE FROM registered_template");
    }

    @AfterEach
    void nothingLeft() {
        fake.verify();
    }

    @Test
    void areReadPageByPageByTheProvidersThatSayWhere() {
        fake.answer(
                page("{\"name\":\"a\",\"language\":\"ru\",\"status\":\"APPROVED\",\"category\":\"UTILITY\"}", "QVFIU"),
                page("{\"name\":\"b\",\"language\":\"ru\",\"status\":\"REJECTED\",\"category\":\"MARKETING\",\"rejected_reason\":\"INVALID_FORMAT\"}", null));
        ask();
        assertThat(known()).containsExactly(
                new TemplateNews("wa", "a", "ru", "APPROVED", "UTILITY", null),
                new TemplateNews("wa", "b", "ru", "REJECTED", "MARKETING", "INVALID_FORMAT"));
        assertThat(fake.requests()).allSatisfy(request -> {
            assertThat(request.method() + " " + request.path()).isEqualTo("GET " + PATH);
            assertThat(request.headers()).containsEntry("authorization", "Bearer " + TOKEN);
        });
        assertThat(fake.requests().get(0).query()).doesNotContainKey("after");
        assertThat(fake.requests().get(1).query()).containsEntry("after", "QVFIU");
    }

    @Test
    void thatAreThereNoMoreAreForgotten() {
        fake.answer(page("{\"name\":\"a\",\"language\":\"ru\",\"status\":\"PAUSED\"}", null));
        ask();
        fake.answer(page("{\"name\":\"b\",\"language\":\"ru\",\"status\":\"APPROVED\"}", null));
        ask();
        assertThat(known()).extracting(TemplateNews::name).containsExactly("b");
    }

    @Test
    void ofAListThatBreaksOffChangeNothing() {
        fake.answer(page("{\"name\":\"a\",\"language\":\"ru\",\"status\":\"APPROVED\"}", null));
        ask();
        fake.answer(page("{\"name\":\"a\",\"language\":\"ru\",\"status\":\"PAUSED\"}", "more"), FakeAnswer.json(500, "{\"error\":{\"code\":1}}"));
        ask();
        assertThat(known()).extracting(TemplateNews::status).containsExactly("APPROVED");
    }

    @Test
    void thatArriveByWebhookWhileTheListIsReadStay() {
        TemplateList list = lists.all().get(0);
        templates.hear(List.of(new TemplateNews("wa", "new", "ru", "PENDING", null, null)));
        list.hear(200, "{\"data\":[]}".getBytes(StandardCharsets.UTF_8));
        templates.replace(list);
        assertThat(known()).extracting(TemplateNews::name).containsExactly("new");
    }

    @Test
    void areRefusedWhenTheyAreKnownAndNotApproved() {
        templates.hear(List.of(
                new TemplateNews("wa", "good", "ru", "APPROVED", null, null),
                new TemplateNews("wa", "paused", "ru", "PAUSED", null, null)));
        assertThat(templates.isRefused(message("good", "ru"))).isFalse();
        assertThat(templates.isRefused(message("paused", "ru"))).isTrue();
        assertThat(templates.isRefused(message("paused", "en"))).as("unknown in that language").isFalse();
        assertThat(templates.isRefused(message(null, null))).as("a text").isFalse();
    }

    private static void ask() {
        camel.createProducerTemplate().sendBody("direct:core-templates", null);
    }

    private static List<TemplateNews> known() {
        return templates.of(List.of("wa", "other"));
    }

    private static FakeAnswer page(String template, String after) {
        return FakeAnswer.json(200, "{\"data\":[" + template + "],\"paging\":{\"cursors\":{\"before\":\"B\",\"after\":\"" + after + "\"}"
                + (after == null ? "" : ",\"next\":\"https://graph.example/…\"") + "}}");
    }

    private static Submission message(String name, String language) {
        Content content = name == null
                ? Content.TEXT_ALONE
                : new Content(null, null, Map.of("whatsapp", Map.of("name", name, "language", language)));
        return new Submission(
                "d", "m", "demo", "whatsapp", "wa", MessageClass.SERVICE, "+79161234567", null, "hello", 1, 1, 1,
                Instant.now().plusSeconds(600), Instant.now().plusSeconds(60), content);
    }

    private static ProviderSettings provider(String name, String wabaId) throws IOException {
        Map<String, String> options = wabaId == null ? Map.of("version", "v23.0") : Map.of("version", "v23.0", "waba-id", wabaId);
        return new ProviderSettings(
                name, URI.create(fake.url()), "trx", 1, false, 50, null, 1, "as-is", Map.of(), Map.of(), Map.of(), null, null, TOKEN, null,
                options, Duration.ofSeconds(5), BigDecimal.ZERO);
    }
}
