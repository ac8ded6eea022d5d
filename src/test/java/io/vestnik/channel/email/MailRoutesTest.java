package io.vestnik.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vestnik.channel.Receipt;
import io.vestnik.channel.Reply;
import io.vestnik.reply.Bounces;
import io.vestnik.reply.Replies;
import io.vestnik.settings.VestnikSettings;
import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;

/** The shipped route and a real mailbox, while the database comes and goes. */
class MailRoutesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String REPORT = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay\n\n"
            + "Final-Recipient: rfc822; anna@example.org\nAction: failed\nStatus: 5.1.1\n--b--\n";

    private final AtomicInteger tries = new AtomicInteger();
    private final List<Object> kept = new CopyOnWriteArrayList<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private GreenMail mail;
    private GreenMailUser mailbox;

    @BeforeEach
    void start() throws Exception {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        mail.start();
        mailbox = mail.setUser("hub@school.example", "hub", "pa55");
        MockEnvironment environment = new MockEnvironment();
        Map<String, String> set =
                Map.of("vestnik.channels.email.replies", "imap://hub:pa55@127.0.0.1:" + mail.getImap().getPort() + "/INBOX");
        VestnikSettings settings = new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("vestnik", VestnikSettings.class);
        camel.getRegistry().bind("replyMailbox", new ReplyMailbox(settings, environment));
        camel.getRegistry().bind("mailReader", new MailReader(Clock.systemUTC()));
        Replies replies = mock(Replies.class);
        doAnswer(call -> keep(call.getArgument(0, Reply.class).text())).when(replies).keep(any(Reply.class));
        camel.getRegistry().bind("replies", replies);
        Bounces bounces = mock(Bounces.class);
        when(bounces.settle(any())).thenReturn(List.of());
        camel.getRegistry().bind("bounces", bounces);
        for (String name : List.of("open", "scheme", "place", "folder")) {
            camel.getPropertiesComponent().addInitialProperty("mailbox." + name, environment.getProperty("mailbox." + name));
        }
        camel.getPropertiesComponent().addInitialProperty("mailbox.poll", "200");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:core-receipts").errorHandler(noErrorHandler()).process(exchange -> keep(exchange.getMessage().getBody(List.class)));
            }
        });
        for (String route : List.of("config/mail-errors", "replies/email")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/" + route + ".camel.yaml"));
        }
        camel.start();
    }

    /** Fails twice. */
    private Object keep(Object what) {
        if (tries.incrementAndGet() <= 2) {
            throw new IllegalStateException("the database is away");
        }
        kept.add(what);
        return null;
    }

    @AfterEach
    void stop() {
        camel.stop();
        mail.stop();
    }

    @Test
    void aReplyThatCantBeKeptComesAgain() throws Exception {
        deliver("Content-Type: text/plain\n\nSTOP\n");
        await().atMost(SOON).until(() -> kept.equals(List.of("STOP")) && seen());
        assertThat(tries).hasValue(3);
    }

    @Test
    void aBounceThatCantBeSettledComesAgain() throws Exception {
        deliver(REPORT);
        await().atMost(SOON).until(() -> kept.equals(List.of(List.<Receipt>of())) && seen());
        assertThat(tries).hasValue(3);
    }

    private void deliver(String mail) throws Exception {
        String octets = "From: anna@example.org\nTo: hub@school.example\nMessage-ID: <1@x>\n" + mail;
        mailbox.deliver(new MimeMessage(null, new ByteArrayInputStream(octets.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
    }

    private boolean seen() throws Exception {
        return mail.getManagers().getImapHostManager().getInbox(mailbox).getMessages().get(0).getFlags().contains(Flags.Flag.SEEN);
    }
}
