package io.vestnik.channel.email;

import io.vestnik.address.Addresses;
import io.vestnik.channel.Submission;
import io.vestnik.message.MessageClass;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.subscription.Links;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/** Makes a mail of a message: its text as it is and as HTML, its first line as the subject. */
@Component("mailComposer")
public class MailComposer {

    private static final String UTF_8 = "UTF-8";

    private static final Set<MessageClass> SWITCHABLE = Set.of(MessageClass.MARKETING, MessageClass.SERVICE);

    private final VestnikSettings settings;
    private final Links links;

    MailComposer(VestnikSettings settings, Links links) {
        this.settings = settings;
        this.links = links;
    }

    /**
     * Ready for the wire.
     *
     * @throws MailFailure no mail can be made of it
     */
    public MimeMessage compose(Submission submission) throws MailFailure {
        try {
            return mail(submission);
        } catch (MessagingException | UnsupportedEncodingException | RuntimeException e) {
            throw new MailFailure("permanent", "not_composed");
        }
    }

    private MimeMessage mail(Submission submission) throws MessagingException, UnsupportedEncodingException {
        ProviderSettings relay = settings.channels().get(submission.channel()).providers().stream()
                .filter(provider -> provider.name().equals(submission.provider()))
                .findFirst()
                .orElseThrow();
        String from = RelayAddress.of(relay).from();
        String domain = from.substring(from.lastIndexOf('@') + 1);
        String random = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
        String id = "<" + submission.deliveryId() + "." + random + "@" + domain + ">";

        Mail mail = new Mail(id, relay.name(), submission.sendBy());
        mail.setFrom(new InternetAddress(from, displayName(submission, relay), UTF_8));
        mail.setRecipient(Message.RecipientType.TO, address(submission.address()));
        mail.setSubject(SubjectLine.of(submission.text()), UTF_8);
        mail.setSentDate(new Date());
        mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday replies
        unsubscribe(submission, mail);
        mail.setContent(bodies(submission.text()));
        mail.saveChanges();
        return mail;
    }

    /**
     * RFC 2369: where the reader can say what to be sent. The one click of RFC 8058 is marketing's alone, since that is what it ends, and
     * needs HTTPS.
     */
    private void unsubscribe(Submission submission, Mail mail) throws MessagingException {
        if (!SWITCHABLE.contains(submission.messageClass())) {
            return;
        }
        String key = Addresses.key("email", submission.address());
        mail.setHeader("List-Unsubscribe", "<" + links.url(links.link(submission.account(), key, null)) + ">");
        if (submission.messageClass() == MessageClass.MARKETING && links.isSecure()) {
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    /** Null: the address alone. */
    private static String displayName(Submission submission, ProviderSettings relay) {
        String sender = submission.sender();
        return sender == null ? null : SubjectLine.printable(relay.senders().getOrDefault(sender, sender));
    }

    /** It was checked at the door; a second parser would only disagree. */
    private static InternetAddress address(String normal) {
        InternetAddress address = new InternetAddress();
        address.setAddress(normal);
        return address;
    }

    /** The last is what a reader prefers (RFC 2046). */
    private static MimeMultipart bodies(String text) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, UTF_8, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(HtmlText.of(text), UTF_8, "html");
        return new MimeMultipart("alternative", plain, html);
    }
}
