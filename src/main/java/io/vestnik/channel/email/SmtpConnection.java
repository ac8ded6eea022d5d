package io.vestnik.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A connection to a relay that knows whether a mail's end went out: only then can it have been taken. */
final class SmtpConnection extends SMTPTransport {

    private Mail mail;
    private boolean ended;

    SmtpConnection(Session session) {
        super(session, new URLName("smtp", null, -1, null, null, null));
    }

    void send(Mail mail) throws MessagingException {
        this.mail = mail;
        ended = false;
        sendMessage(mail, mail.getAllRecipients());
    }

    boolean ended() {
        return ended;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        if (mail.isLate()) {
            throw new MailFailure("unsent", "late"); // a slow relay has used up its time
        }
        ended = true;
        super.finishData();
    }
}
