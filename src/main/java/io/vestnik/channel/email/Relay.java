package io.vestnik.channel.email;

import io.vestnik.settings.ProviderSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.net.ssl.SSLSocketFactory;

/** One provider's mail server. A connection is used again while mails come; as many are open as mails are under way. */
final class Relay {

    private record Idle(SmtpConnection connection, long since) {}

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** With the time that a mail may wait before: less than its row's. */
    private static final Duration ANSWER = Duration.ofSeconds(19);
    private static final Duration WRITE = Duration.ofSeconds(10);
    private static final long LONGEST_IDLE = Duration.ofSeconds(20).toNanos();

    private final RelayAddress address;
    private final Session session;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

    Relay(ProviderSettings settings) {
        this(RelayAddress.of(settings), null, ANSWER);
    }

    /** @param trust null: the JVM's */
    Relay(RelayAddress address, SSLSocketFactory trust, Duration answer) {
        this.address = address;
        this.session = Session.getInstance(properties(address, trust, answer));
    }

    private static Properties properties(RelayAddress address, SSLSocketFactory trust, Duration answer) {
        Properties properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", String.valueOf(CONNECT.toMillis()));
        properties.put("mail.smtp.timeout", String.valueOf(answer.toMillis()));
        properties.put("mail.smtp.writetimeout", String.valueOf(WRITE.toMillis()));
        properties.put("mail.smtp.auth", String.valueOf(address.user() != null));
        properties.put("mail.smtp.userset", "true"); // whether it lives is asked by RSET, which is also a clean start
        properties.put("mail.smtp.ssl.enable", String.valueOf(address.tls() == RelayAddress.Tls.FIRST));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.starttls.required", String.valueOf(address.tls() == RelayAddress.Tls.REQUIRED));
        properties.put(
                "mail.smtp.starttls.enable",
                String.valueOf(address.tls() == RelayAddress.Tls.REQUIRED || address.tls() == RelayAddress.Tls.OPPORTUNISTIC));
        if (trust != null) {
            properties.put("mail.smtp.ssl.socketFactory", trust);
        }
        return properties;
    }

    void send(Mail mail) throws MailFailure {
        SmtpConnection connection = connection();
        try {
            connection.send(mail);
        } catch (MailFailure late) {
            close(connection);
            throw late;
        } catch (MessagingException e) {
            if (e instanceof SendFailedException) {
                keep(connection); // the relay refused this one mail
            } else {
                close(connection);
            }
            throw MailFailure.sending(e, connection.ended());
        } catch (RuntimeException e) { // Angus, of a connection that closed under it
            close(connection);
            throw MailFailure.sending(new MessagingException(), connection.ended());
        }
        keep(connection);
    }

    private SmtpConnection connection() throws MailFailure {
        for (Idle free = idle.pollFirst(); free != null; free = idle.pollFirst()) {
            if (!isOld(free) && free.connection.isConnected()) {
                return free.connection;
            }
            close(free.connection);
        }
        SmtpConnection fresh = new SmtpConnection(session);
        try {
            fresh.connect(address.host(), address.port(), address.user(), address.password());
            return fresh;
        } catch (MessagingException e) {
            MailFailure failure = MailFailure.connecting(e, fresh.getLastReturnCode());
            close(fresh);
            throw failure;
        }
    }

    private void keep(SmtpConnection connection) {
        idle.addFirst(new Idle(connection, System.nanoTime()));
    }

    void closeIdle() {
        for (Idle free : idle) {
            if (isOld(free) && idle.remove(free)) {
                close(free.connection);
            }
        }
    }

    void closeAll() {
        for (Idle free = idle.pollFirst(); free != null; free = idle.pollFirst()) {
            close(free.connection);
        }
    }

    private static boolean isOld(Idle free) {
        return System.nanoTime() - free.since > LONGEST_IDLE;
    }

    private static void close(SmtpConnection connection) {
        try {
            connection.close();
        } catch (MessagingException e) {
            // it was broken already
        }
    }
}
