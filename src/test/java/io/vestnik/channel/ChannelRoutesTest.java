package io.vestnik.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.egress.Claim;
import io.vestnik.harness.Hub;
import io.vestnik.harness.ScriptedRelay;
import io.vestnik.message.MessageClass;
import io.vestnik.sandbox.SandboxCarrier;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.subscription.Links;
import java.math.BigDecimal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;

/** The shipped route of e-mail behind the claim: whatever happens on the wire, one outcome follows. */
class ChannelRoutesTest {

    private static final BlockingQueue<Outcome> OUTCOMES = new LinkedBlockingQueue<>();
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static ScriptedRelay relay;
    private static AnnotationConfigApplicationContext beans;

    @BeforeAll
    static void start() throws Exception {
        relay = new ScriptedRelay(null);
        int nobody = Hub.freePort();
        VestnikSettings settings = Mockito.mock(VestnikSettings.class);
        Map<String, VestnikSettings.ChannelSettings> channels = Map.of(
                "email", channel(
                        provider("relay", "smtp://127.0.0.1:" + relay.port()),
                        provider("gone", "smtp://127.0.0.1:" + nobody)));
        Mockito.when(settings.channels()).thenReturn(channels);
        beans = new AnnotationConfigApplicationContext();
        beans.registerBean(VestnikSettings.class, () -> settings);
        beans.registerBean("providers", Providers.class, () -> new Providers(
                Map.of("email", channels.get("email").providers()), () -> 1));
        beans.registerBean(Clock.class, Clock::systemUTC);
        beans.registerBean(Links.class, () -> Mockito.mock(Links.class));
        beans.registerBean("outcomes", Consumer.class, () -> (Consumer<Outcome>) OUTCOMES::add);
        beans.registerBean("answers", Answers.class);
        new ClassPathBeanDefinitionScanner(beans).scan("io.vestnik.channel.email");
        beans.refresh();
        for (String bean : Set.of("providers", "answers", "mailComposer", "mailRelays")) {
            CAMEL.getRegistry().bind(bean, beans.getBean(bean));
        }
        CAMEL.getRegistry().bind("claim", Mockito.mock(Claim.class));
        CAMEL.getRegistry().bind("sandboxCarrier", Mockito.mock(SandboxCarrier.class));
        CAMEL.getRegistry().bind("wireThreads", ForkJoinPool.commonPool());
        CAMEL.addComponent("jms-batch", new SedaComponent());
        for (String file : List.of(
                "config/queue-consumers", "config/clock-errors", "config/email-errors", "egress/each", "egress/email")) {
            String text = Files.readString(Path.of("routes", file + ".camel.yaml"));
            PluginHelper.getRoutesLoader(CAMEL).loadRoutes(ResourceHelper.fromString(file + ".camel.yaml", text));
        }
        CAMEL.start();
    }

    @AfterAll
    static void stop() throws IOException {
        CAMEL.stop();
        beans.close();
        relay.close();
    }

    @BeforeEach
    void nothingYet() {
        OUTCOMES.clear();
        relay.asBefore();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MAIL    | 250 ok                 | Accepted",
        "RCPT to | 550 5.1.1 unknown      | Refused recipient 550 5.1.1 null",
        "RCPT to | 451 4.7.1 greylisted   | Refused transient 451 4.7.1 PT30S",
        "END     | 554 5.7.1 spam         | Refused permanent 554 5.7.1 null",
        "MAIL    | 530 5.7.0 who are you  | Refused configuration 530 5.7.0 null",
        "DATA    | CUT                    | Refused transient connection_lost PT30S",
        "END     | CUT                    | Unknown no_answer"
    })
    void ofAMail(String to, String reply, String outcome) {
        relay.reply(to, reply);
        assertThat(send("email", "relay", "to@example.org", "hello")).isEqualTo(outcome);
    }

    @Test
    void ofAMailToARelayThatIsAway() {
        assertThat(send("email", "gone", "to@example.org", "hello")).isEqualTo("Refused throttled unreached null");
    }

    @Test
    void ofWhatNoMailCanBeMadeOf() {
        assertThat(send("email", "relay", "to@example.org", null)).isEqualTo("Refused permanent not_composed null");
    }

    @Test
    void ofWhatWaitedTooLong() {
        assertThat(send("email", "relay", "to@example.org", "hello", Instant.now())).isEqualTo("Unsent");
    }

    private static String send(String channel, String provider, String address, String text) {
        return send(channel, provider, address, text, Instant.now().plusSeconds(60));
    }

    private static String send(String channel, String provider, String address, String text, Instant sendBy) {
        CAMEL.createProducerTemplate().sendBody("direct:egress-" + channel + "-wire", new Submission(
                "d", "m", "demo", channel, provider, MessageClass.SERVICE, address, "SCHOOL", text, 1, 1, 1,
                Instant.now().plusSeconds(600), sendBy));
        await().atMost(Duration.ofSeconds(30)).until(() -> !OUTCOMES.isEmpty());
        assertThat(OUTCOMES).hasSize(1);
        Outcome outcome = OUTCOMES.remove();
        String name = outcome.getClass().getSimpleName();
        if (outcome instanceof Outcome.Refused refused) {
            return name + " " + refused.kind() + " " + refused.code() + " " + refused.retryAfter();
        }
        return outcome instanceof Outcome.Unknown unknown ? name + " " + unknown.code() : name;
    }

    private static VestnikSettings.ChannelSettings channel(ProviderSettings... providers) {
        return new VestnikSettings.ChannelSettings(List.of(providers), null);
    }

    private static ProviderSettings provider(String name, String uri) {
        return new ProviderSettings(
                name, URI.create(uri), "trx", 1, false, 4, null, 1, "as-is", Map.of(), Map.of(), Map.of(), "hub@school.example", null,
                null, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO);
    }
}
