package io.vestnik.ingress.smpp;

import io.vestnik.metrics.MessageMeters;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/**
 * The commands of one session that are not answered yet: no more than its window at the desk, and as many again that wait for their turn,
 * so that what follows them is still read: enquire_link, unbind, responses. But for answers all is the event loop's.
 */
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
    private final Queue<ClientCommand> waiting = new ArrayDeque<>();
    private int inHand;

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
        if (asked.submits() && !logins.maySubmit(client, asked.messages())) {
            MessageMeters.rejected("smpp", "rate");
            link.write(Answers.refused(asked, THROTTLED));
            return;
        }
        waiting.add(asked);
        bring();
    }

    private void bring() {
        while (inHand < window && !waiting.isEmpty()) {
            inHand++;
            desk.bring(new BroughtCommand(waiting.poll(), this::answer));
        }
    }

    boolean haveRoom() {
        return waiting.size() < window;
    }

    boolean areAnswered() {
        return inHand == 0 && waiting.isEmpty();
    }

    /** Nobody is there to be answered. */
    void giveUpWaiting() {
        waiting.clear();
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
            inHand--;
            link.write(pdu);
        }
        link.flush();
        bring();
        changed.run();
    }
}
