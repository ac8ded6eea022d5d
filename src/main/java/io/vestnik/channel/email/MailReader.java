package io.vestnik.channel.email;

import io.vestnik.address.Mailbox;
import io.vestnik.channel.Reply;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads a mail of our mailbox: somebody's reply, or a mail server's report. */
@Component("mailReader")
public class MailReader {

    private static final Logger LOG = LoggerFactory.getLogger(MailReader.class);
    private static final String CHANNEL = "email";
    private static final String MAILBOX = "mailbox"; // in the place of a provider: replies come by none
    private static final int LONGEST = 10_000;
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,998}>");
    private static final int MOST_REFERENCES = 50;

    private final Clock clock;

    MailReader(Clock clock) {
        this.clock = clock;
    }

    /** Null: it can't be understood, and never will be. Throws where the mailbox was lost on the way: it comes again. */
    public IncomingMail read(Message mail) throws MessagingException, IOException {
        try {
            List<Part> parts = MailParts.of(mail);
            if (mail.isMimeType("multipart/report")) {
                List<Bounce> bounces = DeliveryReport.read(parts);
                if (!bounces.isEmpty()) {
                    return new IncomingMail(null, bounces);
                }
            }
            Optional<String> from = address(mail.getFrom());
            if (from.isEmpty()) {
                LOG.warn("a mail without a sender is put away");
                return null;
            }
            return new IncomingMail(reply(mail, from.get(), parts), List.of());
        } catch (MessagingException | IOException | RuntimeException e) {
            if (mail.getFolder() != null && !mail.getFolder().isOpen()) {
                throw e; // the connection broke, the mail is good
            }
            LOG.warn("a mail that can't be read is put away: {}", e.getClass().getSimpleName());
            return null;
        }
    }

    private Reply reply(Message mail, String from, List<Part> parts) throws MessagingException, IOException {
        String text = QuotedText.cut(MailParts.text(parts).replace("\0", ""));
        Instant now = clock.instant();
        Instant sent = mail.getReceivedDate() == null ? now : mail.getReceivedDate().toInstant();
        return new Reply(
                CHANNEL, MAILBOX, from, address(mail.getRecipients(Message.RecipientType.TO)).orElse(""),
                text.length() > LONGEST ? text.substring(0, LONGEST) : text, sent.isAfter(now) ? now : sent, source(mail, from),
                automatic(mail), references(mail));
    }

    private static Optional<String> address(Address[] addresses) {
        return addresses != null && addresses.length > 0 && addresses[0] instanceof InternetAddress mailbox
                        && mailbox.getAddress() != null
                ? Mailbox.normal(mailbox.getAddress())
                : Optional.empty();
    }

    /** RFC 5322, 3.6.4. */
    private static List<String> references(Message mail) throws MessagingException {
        StringBuilder headers = new StringBuilder();
        for (String name : List.of("In-Reply-To", "References")) {
            String[] values = mail.getHeader(name);
            headers.append(values == null || values.length == 0 ? "" : values[0]);
        }
        return MESSAGE_ID.matcher(headers).results().map(MatchResult::group).limit(MOST_REFERENCES).toList();
    }

    /** RFC 3834, section 5, and what older programs write. */
    private static boolean automatic(Message mail) throws MessagingException {
        return matches(mail, "Auto-Submitted", "(?i)\\s*auto-.*")
                || matches(mail, "Precedence", "(?i)\\s*(bulk|junk|list|auto_reply)\\s*")
                || matches(mail, "X-Autoreply", ".*")
                || matches(mail, "X-Auto-Response-Suppress", "(?i).*\\ball\\b.*")
                || matches(mail, "Return-Path", "\\s*<>\\s*");
    }

    private static boolean matches(Message mail, String header, String pattern) throws MessagingException {
        String[] values = mail.getHeader(header);
        return values != null && values.length > 0 && values[0].matches(pattern);
    }

    /** The Message-ID alone could be another's, who wants this one not to be heard. */
    private static String source(Message mail, String from) throws MessagingException {
        String[] id = mail.getHeader("Message-ID");
        String told = id == null || id.length == 0 ? String.valueOf(mail.getSentDate()) + mail.getSubject() : id[0];
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((from + '\n' + told).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
