package io.vestnik.ingress.smpp;

import io.vestnik.esme.Deliver;
import java.util.concurrent.Future;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Bind;
import org.jsmpp.bean.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client, from accept to close (SMPP v3.4 §2.2). All its state belongs to its event loop; other threads hand work in by
 * {@link #deliver} and {@link #end}.
 */
final class ServerSession {

    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);
    private static final long SWEEP_MILLIS = 500;

    private final SmppServer server;
    private final SessionLink link;
    private final Vigil vigil;
    private Future<?> sweeper; // null: it was turned away
    private SessionState state = SessionState.OPEN;
    private long since; // it is in that state
    private Client client; // null: not bound yet, nor the three below
    private SessionCommands commands;
    private SessionDelivers delivers;
    private int role;
    private Integer unbindSequence; // null: it is we who unbind

    ServerSession(SmppServer server, SessionLink link, Vigil vigil) {
        this.server = server;
        this.link = link;
        this.vigil = vigil;
    }

    void open() {
        become(SessionState.OPEN);
        if (server.opened(this)) {
            sweeper = link.every(SWEEP_MILLIS, this::sweep);
        } else {
            link.close();
        }
    }

    void allRead() {
        putDelivers();
        endIfDone();
    }

    void take(Command command) {
        if (state != SessionState.BOUND || role == SMPPConstant.CID_BIND_RECEIVER) {
            int status = state == SessionState.ENDING ? SMPPConstant.STAT_ESME_RSYSERR : SMPPConstant.STAT_ESME_RINVBNDSTS;
            link.write(Answers.status(command.getCommandId(), status, command.getSequenceNumber()));
            return;
        }
        commands.take(command);
        regulate();
    }

    void deliverAnswered(int sequence, int status) {
        if (delivers != null) {
            delivers.answered(sequence, status);
        }
    }

    private void commandsAnswered() {
        regulate();
        endIfDone();
    }

    /**
     * Sends it, once the window has room. Any thread but the event loop.
     *
     * @return false: there was no room in that time
     */
    boolean deliver(Deliver deliver, long nanos) throws InterruptedException {
        if (!delivers.reserve(nanos)) {
            return false;
        }
        link.execute(() -> {
            delivers.add(deliver);
            if (state == SessionState.BOUND) {
                putDelivers();
            } else {
                delivers.giveUpPending();
            }
        });
        return true;
    }

    /** Any thread. */
    String host() {
        return link.host();
    }

    /** Null: it is not bound yet. */
    Client client() {
        return client;
    }

    private void putDelivers() {
        if (state == SessionState.BOUND && link.isWritable()) {
            delivers.put();
        }
        link.flush();
    }

    void bind(Bind bind) {
        if (state != SessionState.OPEN) {
            link.write(Answers.status(bind.getCommandId(), SMPPConstant.STAT_ESME_RALYBND, bind.getSequenceNumber()));
            return;
        }
        become(SessionState.BINDING);
        regulate();
        Binding.of(bind, link, server.logins(), server.sessions())
                .thenAccept(binding -> link.execute(() -> decided(bind, binding)));
    }

    private void decided(Bind bind, Binding binding) {
        if (state != SessionState.BINDING) { // it took too long, or the client has gone
            if (!binding.isRefused()) {
                server.sessions().dismiss(binding.client().account());
            }
        } else if (binding.isRefused()) {
            become(SessionState.ENDED);
            link.writeLast(Answers.status(bind.getCommandId(), binding.status(), bind.getSequenceNumber()));
        } else {
            bound(bind, binding);
        }
    }

    private void bound(Bind bind, Binding binding) {
        client = binding.client();
        role = bind.getCommandId();
        int window = binding.limits().window();
        commands = new SessionCommands(server, link, client, window, this::commandsAnswered);
        delivers = new SessionDelivers(server.fates(), link, client, window);
        server.sessions().bound(this);
        become(SessionState.BOUND);
        link.write(Answers.bound(role, bind.getSequenceNumber(), client.version()));
        link.flush();
        regulate();
        if (role != SMPPConstant.CID_BIND_TRANSMITTER) {
            server.sessions().receives(this, client.systemId());
        }
    }

    void unbindAsked(int sequence) {
        if (state == SessionState.ENDED) { // both at once
            link.write(Answers.status(SMPPConstant.CID_UNBIND, 0, sequence));
            return;
        }
        unbindSequence = sequence;
        ending("the client unbound");
    }

    void unbindAnswered() {
        if (state == SessionState.ENDED) {
            link.close();
        }
    }

    /** Unbinds when what is in hand is answered. Any thread. */
    void end(String reason) {
        link.execute(() -> {
            if (state == SessionState.BOUND) {
                ending(reason);
            } else if (state == SessionState.OPEN || state == SessionState.BINDING) {
                link.close();
            }
        });
    }

    private void ending(String reason) {
        if (state == SessionState.BOUND) {
            LOG.info("SMPP session of {} ends: {}", client.systemId(), reason);
            server.sessions().receivesNoMore(this, client.systemId());
            delivers.giveUpPending();
        }
        become(SessionState.ENDING);
        endIfDone();
    }

    private void endIfDone() {
        if (state != SessionState.ENDING || client != null && !commands.areAnswered()) {
            return;
        }
        if (client != null && unbindSequence == null && !delivers.isQuiet()) {
            return;
        }
        become(SessionState.ENDED);
        if (unbindSequence != null) {
            link.writeLast(Answers.status(SMPPConstant.CID_UNBIND, 0, unbindSequence));
        } else {
            link.ask(SMPPConstant.CID_UNBIND);
        }
    }

    private void sweep() {
        String fault = vigil.check(state, since, delivers);
        if (fault != null) {
            LOG.info("SMPP connection of {} is dropped: it {}", client == null ? link.host() : client.systemId(), fault);
            link.close();
        } else if (state == SessionState.BOUND && !server.logins().stands(client)) {
            ending("its login is gone");
        }
    }

    /** Reads no more than it can answer, and from nobody who does not read what he is answered. */
    private void regulate() {
        boolean room = client == null || commands.haveRoom();
        link.listen(state != SessionState.BINDING && room && link.isWritable());
    }

    void writabilityChanged() {
        regulate();
        putDelivers();
    }

    private void become(SessionState next) {
        state = next;
        since = System.nanoTime();
    }

    /** Nobody knows any more where a PDU begins. */
    void lostTrack() {
        become(SessionState.ENDED);
        link.listen(false);
        link.writeAndClose(Malformed.unknown(SMPPConstant.STAT_ESME_RINVCMDLEN, 0).answer());
    }

    void closed() {
        become(SessionState.ENDED);
        if (sweeper != null) {
            sweeper.cancel(false);
            server.sessions().closed(this);
        }
        if (client != null) {
            server.sessions().receivesNoMore(this, client.systemId());
            server.sessions().dismiss(client.account());
            commands.giveUpWaiting();
            delivers.giveUp();
        }
    }
}
