package io.vestnik.ingress.smpp;

import io.vestnik.metrics.MessageMeters;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/** The commands of one session that are not answered yet: no more than its window. But for answers all is the event loop's. */
final class SessionCommands {

    private static final Refusal THROTTLED = new Refusal(SMPPConstant.STAT_ESME_RTHROTTLED, "the login's rate is exceeded");

    private final Logins logins;
    private final CommandDesk desk;
    private final SessionLink link;
    private final Client client;
    private final int window;
    private final Runnable changed;
    /** Responses that other threads made: many of them are one write. */
    private final Queue<byte[]> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private int unanswered;

    /** @param changed is run when there is room again */
    SessionCommands(SmppServer server, SessionLink link, Client client, int window, Runnable changed) {
        this.logins = server.logins();
        this.desk = server.desk();
        this.link = link;
        this.client = client;
        this.window = window;
        this.changed = changed;
    }

    void take(Command command) {
        ClientCommand asked = new ClientCommand(command, client);
        if (asked.submits() && !logins.maySubmit(client)) {
            MessageMeters.rejected("smpp", "rate");
            link.write(Answers.refused(asked, THROTTLED));
            return;
        }
        unanswered++;
        desk.bring(new BroughtCommand(asked, this::answer));
    }

    boolean hasRoom() {
        return unanswered < window;
    }

    boolean areAnswered() {
        return unanswered == 0;
    }

    private void answer(byte[] pdu) {
        answers.add(pdu);
        if (due.compareAndSet(false, true)) {
            link.execute(this::write);
        }
    }

    private void write() {
        due.set(false);
        for (byte[] pdu = answers.poll(); pdu != null; pdu = answers.poll()) {
            unanswered--;
            link.write(pdu);
        }
        link.flush();
        changed.run();
    }
}
