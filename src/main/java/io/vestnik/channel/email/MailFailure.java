package io.vestnik.channel.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/** Why a mail was not accepted, as the route tells it on. Without a cause: a relay's own words have addresses in them. */
public final class MailFailure extends MessagingException {

    private static final long serialVersionUID = 1;

    private final String kind;
    private final String code;

    MailFailure(String kind, String code) {
        super(kind + " " + code);
        this.kind = kind;
        this.code = code;
    }

    /**
     * A {@link io.vestnik.channel.FailureKind} as routes write it; or {@code unreached}; {@code unsent}: too late;
     * {@code unknown}: it may have been taken.
     */
    public String getKind() {
        return kind;
    }

    /** What the relay answered, without its words. */
    public String getCode() {
        return code;
    }

    /** How long to wait after so many attempts: a relay that is greylisting wants minutes. Null: ours. */
    public Duration retryAfter(int attempt) {
        if (!kind.equals("transient")) {
            return null;
        }
        return switch (attempt) {
            case 1 -> Duration.ofSeconds(30);
            case 2 -> Duration.ofMinutes(2);
            case 3 -> Duration.ofMinutes(5);
            default -> Duration.ofMinutes(10);
        };
    }

    /** @param returnCode of the last reply; below 0: there was none */
    static MailFailure connecting(MessagingException e, int returnCode) {
        if (e instanceof MailConnectException) {
            return new MailFailure("unreached", "unreached");
        }
        if (e instanceof AuthenticationFailedException) {
            SmtpReply reply = SmtpReply.in(e.getMessage(), returnCode);
            return new MailFailure(reply.isTransient() ? "throttled" : "configuration", reply.code());
        }
        if (has(e, CertificateException.class)) {
            return new MailFailure("configuration", "tls_certificate");
        }
        if (has(e, SSLException.class)) {
            return new MailFailure("configuration", "tls");
        }
        if (String.valueOf(e.getMessage()).startsWith("STARTTLS is required")) {
            return new MailFailure("configuration", "tls_not_offered");
        }
        SmtpReply greeting = SmtpReply.in(null, returnCode);
        if (greeting.isTransient()) {
            return new MailFailure("throttled", greeting.code());
        }
        return greeting.isRefusal()
                ? new MailFailure("configuration", greeting.code())
                : new MailFailure("unreached", "unreached");
    }

    /** @param ended the mail's last byte went out */
    static MailFailure sending(MessagingException e, boolean ended) {
        SmtpReply reply = reply(e);
        if (reply != null && reply.isRefusal()) {
            return new MailFailure(reply.kind(), reply.code());
        }
        // a relay that did not see the end must forget what came before (RFC 5321 §4.1.1.4)
        return ended ? new MailFailure("unknown", "no_answer") : new MailFailure("transient", "connection_lost");
    }

    /** The innermost: the outer ones sum up. Null: nothing was answered. */
    private static SmtpReply reply(MessagingException e) {
        SmtpReply reply = null;
        for (Exception next = e; next instanceof MessagingException some; next = some.getNextException()) {
            if (next instanceof SMTPAddressFailedException recipient) {
                reply = new SmtpReply(SmtpReply.To.RECIPIENT, recipient.getReturnCode(), recipient.getMessage());
            } else if (next instanceof SMTPSenderFailedException sender) {
                reply = new SmtpReply(SmtpReply.To.MAIL, sender.getReturnCode(), sender.getMessage());
            } else if (next instanceof SMTPSendFailedException other) {
                reply = new SmtpReply(SmtpReply.To.MAIL, other.getReturnCode(), other.getMessage());
            }
        }
        return reply;
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
