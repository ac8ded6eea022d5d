package io.vestnik.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.Submission;
import io.vestnik.harness.Hub;
import io.vestnik.harness.ScriptedRelay;
import io.vestnik.message.Content;
import io.vestnik.settings.ProviderSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** E-mail to a relay that follows a script. What it says later, and its time-outs: MailRoutesTest, RelayTest. */
class EmailContractTest extends ChannelContract {

    private static final String PASSWORD = "relay-password-1";
    private static final String TEXT = "Вебинар начнётся через час: https://school.example/w/17";

    private ScriptedRelay relay;
    private ScriptedRelay revoked;
    private ScriptedRelay busy;
    private Slice slice;
    private int read;

    @Override
    protected void open() throws Exception {
        relay = new ScriptedRelay(null);
        revoked = new ScriptedRelay(null).reply("AUTH", "535 5.7.8 who are you");
        busy = new ScriptedRelay(null).reply("GREETING", "421 4.7.0 too many connections");
        slice = new Slice(
                        "email",
                        List.of(
                                relay("main", relay.port()),
                                relay("revoked", revoked.port()),
                                relay("busy", busy.port()),
                                relay("gone", Hub.freePort()),
                                settings("nowhere", "smtp://hub:" + PASSWORD + "@nowhere.invalid")),
                        outcomes::add,
                        "io.vestnik.channel.email")
                .start(text -> text, "config/queue-consumers", "config/clock-errors", "config/email-errors", "egress/each", "egress/email");
    }

    @Override
    protected void close() throws Exception {
        slice.close();
        relay.close();
        revoked.close();
        busy.close();
    }

    @Override
    protected void send(Submission submission) {
        slice.camel().createProducerTemplate().sendBody("direct:egress-email-wire", submission);
    }

    @Override
    protected void nothingYet() {
        relay.asBefore();
        read = relay.mails().size();
    }

    @Override
    protected void nothingLeft() {
        assertThat(relay.mails()).as("mails that nobody asked for").hasSize(read);
    }

    @Override
    protected String channel() {
        return "email";
    }

    @Override
    protected String address() {
        return "anna@example.org";
    }

    @Override
    protected Collection<String> secrets() {
        return List.of(PASSWORD);
    }

    @Override
    protected List<Case> sends() {
        return List.of(
                new Case("a text is taken, and that is all that is ever known", () -> {
                    assertThat(outcomeOf(submission("main", TEXT))).matches("accepted <" + DELIVERY + "\\.[^@]+@school\\.example>");
                    assertThat(mail()).contains("From: SCHOOL <hub@school.example>", "To: anna@example.org", "Message-ID: <" + DELIVERY);
                }),
                refused("the mailbox is none", "RCPT anna", "550 5.1.1 unknown", "recipient 550 5.1.1"),
                refused("the mailbox is full", "RCPT anna", "552 5.2.2 full", "transient 552 5.2.2 PT30S"),
                refused("greylisted", "RCPT anna", "451 4.7.1 come back", "transient 451 4.7.1 PT30S"),
                refused("relaying is denied", "RCPT anna", "554 5.7.1 denied", "permanent 554 5.7.1"),
                refused("a sender that is not allowed", "MAIL", "550 5.7.1 not you", "permanent 550 5.7.1"),
                refused("a login is wanted", "MAIL", "530 5.7.0 log in", "configuration 530 5.7.0"),
                taken("spam, says the relay once it has read it", "END", "554 5.7.1 spam", "permanent 554 5.7.1"),
                taken("not now, says the relay once it has read it", "END", "451 4.3.0 later", "transient 451 4.3.0 PT30S"));
    }

    /** Bounces and replies come by a mailbox. */
    @Override
    protected List<Case> news() {
        return List.of();
    }

    @Override
    protected Case boring(Boring boring) {
        return switch (boring) {
            case WAITED_TOO_LONG_FOR_THE_WIRE -> new Case(boring.toString(), () ->
                    assertThat(outcomeOf(submission("main", address(), TEXT, Content.TEXT_ALONE, Instant.now()))).isEqualTo("unsent"));
            case CONNECTION_REFUSED -> by(boring, "gone", "throttled unreached");
            case NO_SUCH_HOST -> by(boring, "nowhere", "throttled unreached");
            case CONNECTION_DROPPED_BEFORE_IT_WAS_READ -> refused(boring.toString(), "DATA", ScriptedRelay.CUT, "transient connection_lost PT30S");
            case CONNECTION_DROPPED_WITHOUT_AN_ANSWER -> taken(boring.toString(), "END", ScriptedRelay.CUT, "unknown no_answer");
            case GARBAGE_WITH_SUCCESS -> taken(boring.toString(), "END", "all is well", "unknown no_answer");
            case THROTTLED_FOR_NOBODY_KNOWS_HOW_LONG -> by(boring, "busy", "throttled 421");
            case BUSY_503 -> refused(boring.toString(), "MAIL", "421 4.3.2 shutting down", "transient 421 4.3.2 PT30S");
            case REVOKED_TOKEN -> by(boring, "revoked", "configuration 535 5.7.8");
            default -> null; // of HTTP; or as long as the relay may take, 19 s: RelayTest
        };
    }

    private Case by(Boring boring, String provider, String outcome) {
        return new Case(boring.toString(), () -> assertThat(outcomeOf(submission(provider, TEXT))).isEqualTo(outcome));
    }

    private Case refused(String name, String to, String reply, String outcome) {
        return new Case(name, () -> {
            relay.reply(to, reply);
            assertThat(outcomeOf(submission("main", TEXT))).isEqualTo(outcome);
        });
    }

    /** The mail's bytes went out. */
    private Case taken(String name, String to, String reply, String outcome) {
        return new Case(name, () -> {
            relay.reply(to, reply);
            assertThat(outcomeOf(submission("main", TEXT))).isEqualTo(outcome);
            assertThat(mail()).contains("To: anna@example.org");
        });
    }

    /** The next that came. */
    private String mail() {
        return relay.mails().get(read++);
    }

    private static ProviderSettings relay(String name, int port) {
        return settings(name, "smtp://hub:" + PASSWORD + "@127.0.0.1:" + port);
    }

    private static ProviderSettings settings(String name, String uri) {
        return new ProviderSettings(
                name, URI.create(uri), "trx", 1, false, 4, null, 1, "as-is", Map.of(), Map.of(), Map.of(), "hub@school.example", null,
                null, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO);
    }
}
