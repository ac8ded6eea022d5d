package io.vestnik.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.Reply;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final MailReader reader = new MailReader(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aReplyIsItsTextAlone() throws Exception {
        Reply reply = reply("Content-Type: text/plain; charset=utf-8", "Стоп!\n\n23.11.2026, 10:00, SCHOOL <hub@school.example> пишет:\n> Акция\n");
        assertThat(reply.channel()).isEqualTo("email");
        assertThat(reply.sender()).isEqualTo("anna@example.org");
        assertThat(reply.recipient()).isEqualTo("hub@school.example");
        assertThat(reply.text()).isEqualTo("Стоп!");
        assertThat(reply.at()).isEqualTo(NOW);
        assertThat(reply.automatic()).isFalse();
        assertThat(reply.source()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "5|5",
        "5~~> Оцените|5",
        "5~~On Mon, 23 Nov 2026 at 10:00, Hub <hub@x.example> wrote:~> Rate|5",
        "5~~On Mon, 23 Nov 2026 at 10:00, A very long name of a hub~<hub@x.example> wrote:~> Rate|5",
        "> Rate~~5|5",
        "23.11.2026 10:00, Hub написал(а):~> Rate~~5|5",
        "5~-- ~Anna, +7 916|5",
        "5~________________________________~From: Hub|5",
        "5~-----Original Message-----~Rate|5",
        "5~~От: Hub <hub@x.example>~Отправлено: вчера|5",
        "5~~Отправлено с iPhone|5",
        "Two lines~of mine|Two lines~of mine",
        "He wrote: no|He wrote: no"
    })
    void quotesAndSignaturesAreCut(String mail, String text) {
        assertThat(QuotedText.cut(mail.replace('~', '\n'))).isEqualTo(text.replace('~', '\n'));
    }

    @Test
    void ofSeveralFormsThePlainOneCounts() throws Exception {
        assertThat(reply("Content-Type: multipart/alternative; boundary=b", """
                --b
                Content-Type: text/html

                <p>html</p>
                --b
                Content-Type: text/plain; charset=koi8-r
                Content-Transfer-Encoding: base64

                88/vz/0=
                --b--
                """.replace("88/vz/0=", java.util.Base64.getEncoder().encodeToString("стоп".getBytes("koi8-r")))).text())
                .isEqualTo("стоп");
    }

    @Test
    void htmlAloneIsReadToo() throws Exception {
        assertThat(reply("Content-Type: text/html; charset=utf-8", "<style>p{}</style><p>да &amp; нет</p><blockquote>Rate</blockquote>").text())
                .isEqualTo("да & нет");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes", "Return-Path: <>", "Precedence: auto_reply",
        "X-Auto-Response-Suppress: All"
    })
    void aMachineIsKnown(String header) throws Exception {
        assertThat(reply(header + "\nContent-Type: text/plain", "STOP").automatic()).isTrue();
    }

    @Test
    void itSaysWhichMailsItAnswers() throws Exception {
        assertThat(reply("In-Reply-To: <17.a@x>\nReferences: <16.a@x>\n <17.a@x> junk <\nContent-Type: text/plain", "STOP").references())
                .containsExactly("<17.a@x>", "<16.a@x>", "<17.a@x>");
    }

    @Test
    void noMailCostsMoreThanItsLength() throws Exception {
        String text = "@".repeat(100_000) + "<style ".repeat(10_000) + " ".repeat(100_000);
        assertThat(reply("Content-Type: text/html", text).text()).hasSizeLessThanOrEqualTo(10_000);
        assertThat(reply("Content-Type: text/plain", "2026 @".repeat(30_000)).text()).hasSizeLessThanOrEqualTo(10_000);
    }

    @Test
    void autoSubmittedNoIsAPerson() throws Exception {
        assertThat(reply("Auto-Submitted: no\nContent-Type: text/plain", "STOP").automatic()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "failed, 5.1.1, true, true",
        "failed, 5.0.0, true, false",
        "failed, 5.1.7, true, false",
        "failed, 5.1.8, true, false",
        "failed, 5.1.10, true, true",
        "failed, 5.4.4, true, true",
        "failed, 5.2.1, true, true",
        "failed, 5.2.2, true, false",
        "failed, 5.7.1, true, false",
        "delayed, 4.4.7, false, false",
        "failed, 4.4.7, false, false"
    })
    void aReportSaysWhatBecameOfTheMail(String action, String status, boolean failed, boolean dead) throws Exception {
        List<Bounce> bounces = reader.read(mail("From: MAILER-DAEMON@relay.example\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=b", """
                --b
                Content-Type: text/plain

                Sorry.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; relay.example

                Final-Recipient: rfc822; Anna@Example.org
                Action: %s
                Status: %s (no such mailbox)
                Diagnostic-Code: smtp; 550 5.1.1

                --b
                Content-Type: message/rfc822

                Message-ID: <17.abc@school.example>
                Subject: hello

                text
                --b--
                """.formatted(action, status))).bounces();
        assertThat(bounces).singleElement().satisfies(bounce -> {
            assertThat(bounce.recipient()).isEqualTo("Anna@example.org");
            assertThat(bounce.status()).isEqualTo(status);
            assertThat(bounce.messageId()).isEqualTo("<17.abc@school.example>");
            assertThat(bounce.failed()).isEqualTo(failed);
            assertThat(bounce.addressIsDead()).isEqualTo(dead);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: multipart/mixed; boundary=nothere", "Content-Type: text/plain; charset=nonsense", "X: y"})
    void whatIsBrokenStopsNothing(String headers) throws Exception {
        reader.read(mail("From: anna@example.org\n" + headers, "x"));
        assertThat(reader.read(mail(headers, "nobody wrote this"))).isNull();
    }

    private Reply reply(String headers, String body) throws Exception {
        return reader.read(mail("From: Anna <anna@EXAMPLE.org>\nTo: hub@school.example\nMessage-ID: <1@x>\n" + headers, body)).reply();
    }

    private static MimeMessage mail(String headers, String body) throws Exception {
        String mail = headers + "\n\n" + body;
        return new MimeMessage(null, new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }
}
