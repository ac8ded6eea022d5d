package io.vestnik.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;

/** A mail with the Message-ID that we gave it, and the relay that it goes to. */
final class Mail extends MimeMessage {

    private final String id;
    private final String relay;
    private final Instant sendBy;

    /**
     * @param relay the provider's name
     * @param sendBy its end may not be sent after this time
     */
    Mail(String id, String relay, Instant sendBy) {
        super((jakarta.mail.Session) null);
        this.id = id;
        this.relay = relay;
        this.sendBy = sendBy;
    }

    String relay() {
        return relay;
    }

    boolean isLate() {
        return !Instant.now().isBefore(sendBy);
    }

    /** Angus would make up one of its own. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}
