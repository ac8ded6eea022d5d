package io.vestnik.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.Submission;
import io.vestnik.message.MessageClass;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.subscription.Link;
import io.vestnik.subscription.Links;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.math.BigDecimal;
import java.time.Duration;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

class MailComposerTest {

    private final Links links = Mockito.mock(Links.class);

    @Test
    void headersAreAsciiAndReadableAgain() throws Exception {
        String wire = wire("SCHOOL", "Вебинар начнётся через час: не опоздайте, пожалуйста\nЖдём вас");
        assertThat(wire.chars()).allMatch(c -> c < 128);
        MimeMessage mail = parsed(wire);
        InternetAddress from = (InternetAddress) mail.getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("Школа «Первая»");
        assertThat(from.getAddress()).isEqualTo("hub@xn--80atdl2c.xn--p1ai");
        assertThat(mail.getSubject()).isEqualTo("Вебинар начнётся через час: не опоздайте, пожалуйста");
        assertThat(mail.getHeader("MIME-Version", null)).isEqualTo("1.0");
        assertThat(mail.getSentDate()).isNotNull();
        assertThat(mail.getMessageID()).matches("<d-1\\.[a-z0-9]+@xn--80atdl2c\\.xn--p1ai>");
        MimeMultipart bodies = (MimeMultipart) mail.getContent();
        assertThat(bodies.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(((String) bodies.getBodyPart(0).getContent()).lines().toList().get(1)).isEqualTo("Ждём вас");
        assertThat(bodies.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
    }

    @Test
    void aSenderThatNobodyRenamedIsShownAsItIs() throws Exception {
        assertThat(((InternetAddress) parsed(wire("OTHER", "x")).getFrom()[0]).getPersonal()).isEqualTo("OTHER");
        assertThat(((InternetAddress) parsed(wire(null, "x")).getFrom()[0]).getPersonal()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"'hi\rBcc: spy@example.org'", "'hi\u2028Bcc: spy@example.org'", "'hi\u0085Bcc: spy@example.org'"})
    void noTextMakesAHeader(String text) throws Exception {
        MimeMessage mail = parsed(wire("EVIL", text));
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("From")).hasSize(1);
    }

    @Test
    void aLongLineIsCutToBeSent() throws Exception {
        String wire = wire(null, "word ".repeat(1900));
        assertThat(wire.lines()).allMatch(line -> line.length() <= 998);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'a <b> & \"c\"'                          | 'a &lt;b&gt; &amp; &quot;c&quot;'",
        "'see https://a.example/x?b=1&c=2.'       | 'see <a href=\"https://a.example/x?b=1&amp;c=2\">https://a.example/x?b=1&amp;c=2</a>.'",
        "'(http://a.example)'                     | '(<a href=\"http://a.example\">http://a.example</a>)'",
        "'https://a.example/\"onload=x'           | '<a href=\"https://a.example/\">https://a.example/</a>&quot;onload=x'",
        "'javascript:alert(1)'                    | 'javascript:alert(1)'",
        "'Привет'                                 | 'Привет'"
    })
    void markupIsText(String text, String html) {
        assertThat(HtmlText.of(text)).contains("<body>\n" + html + "\n</body>");
    }

    @Test
    void linesOfHtmlEndWhereTheyEnded() {
        assertThat(HtmlText.of("a\nb\r\nc")).contains("a<br>\nb<br>\nc");
    }

    @ParameterizedTest
    @CsvSource({"'\n  first \nsecond', first", "' ', -", "'a\tb', a b"})
    void theSubjectIsTheFirstLine(String text, String subject) {
        assertThat(SubjectLine.of(text)).isEqualTo(subject);
    }

    @Test
    void aLongSubjectIsCutBetweenWordsAndNeverWithinACharacter() {
        assertThat(SubjectLine.of("слово ".repeat(30))).hasSizeLessThanOrEqualTo(78).endsWith("слово…");
        String smiles = SubjectLine.of("x" + "😀".repeat(60));
        assertThat(smiles).hasSizeLessThanOrEqualTo(78);
        assertThat(Character.isHighSurrogate(smiles.charAt(smiles.length() - 2))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
        "MARKETING,     true,  <https://hub.example/s/token>, List-Unsubscribe=One-Click",
        "MARKETING,     false, <https://hub.example/s/token>, none",
        "SERVICE,       true,  <https://hub.example/s/token>, none",
        "TRANSACTIONAL, true,  none,                          none",
        "AUTHORIZATION, true,  none,                          none"
    })
    void whatCanBeSwitchedOffSaysWhere(MessageClass messageClass, boolean secure, String where, String oneClick) throws Exception {
        Link link = new Link("demo", "email:to@example.org", Instant.MAX);
        Mockito.when(links.link("demo", "email:to@example.org", null)).thenReturn(link);
        Mockito.when(links.url(link)).thenReturn("https://hub.example/s/token");
        Mockito.when(links.isSecure()).thenReturn(secure);
        MimeMessage mail = parsed(wire(messageClass, null, "x"));
        assertThat(mail.getHeader("List-Unsubscribe", null)).isEqualTo(where);
        assertThat(mail.getHeader("List-Unsubscribe-Post", null)).isEqualTo(oneClick);
    }

    private String wire(String sender, String text) throws Exception {
        return wire(MessageClass.TRANSACTIONAL, sender, text);
    }

    private String wire(MessageClass messageClass, String sender, String text) throws Exception {
        VestnikSettings settings = Mockito.mock(VestnikSettings.class);
        ProviderSettings relay = new ProviderSettings(
                "relay", URI.create("smtp://127.0.0.1:25"), "trx", 1, false, 1, null, 1, "as-is", Map.of(), Map.of(),
                Map.of("SCHOOL", "Школа «Первая»", "EVIL", "a\r\nFrom: b"), "hub@школа.рф", null, null, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO);
        Mockito.when(settings.channels()).thenReturn(Map.of("email", new VestnikSettings.ChannelSettings(List.of(relay), null)));
        Submission submission = new Submission(
                "d-1", "m", "demo", "email", "relay", messageClass, "to@Example.org", sender, text, 1, 1, 1,
                Instant.MAX, Instant.MAX);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new MailComposer(settings, links).compose(submission).writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static MimeMessage parsed(String wire) throws Exception {
        return new MimeMessage((Session) null, new ByteArrayInputStream(wire.getBytes(StandardCharsets.UTF_8)));
    }
}
