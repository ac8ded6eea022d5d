package io.vestnik.ingress.smpp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command on its way from a session to the route and back; it is answered once. */
final class BroughtCommand {

    private static final Logger LOG = LoggerFactory.getLogger(BroughtCommand.class);

    private final ClientCommand command;
    private final Consumer<byte[]> session;
    private final long since = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();

    /** @param session writes the response; any thread */
    BroughtCommand(ClientCommand command, Consumer<byte[]> session) {
        this.command = command;
        this.session = session;
    }

    ClientCommand command() {
        return command;
    }

    /** As of {@link System#nanoTime}. */
    long since() {
        return since;
    }

    void done(Object result) {
        byte[] answer;
        try {
            answer = Answers.done(command, result);
        } catch (RuntimeException e) { // a route of an integrator's own left something else
            failed(e);
            return;
        }
        answer(answer);
    }

    void failed(Throwable failure) {
        Refusal refusal = Refusal.of(failure);
        LOG.debug("{} refused with {}: {}", command, refusal.status(), refusal.words());
        answer(Answers.refused(command, refusal));
    }

    private void answer(byte[] pdu) {
        if (answered.compareAndSet(false, true)) {
            session.accept(pdu);
        }
    }
}
