package io.vestnik.ingress.smpp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.vestnik.esme.Deliver;
import io.vestnik.metrics.MessageMeters;
import io.vestnik.smpp.Pdu;
import io.vestnik.smpp.PduFrames;
import java.time.Duration;
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
final class ServerSession extends SimpleChannelInboundHandler<byte[]> {

    private enum State {
        OPEN,
        BINDING,
        BOUND,
        /** Takes no more commands; what is in hand is answered first. */
        ENDING,
        /** All is said: the other side's unbind_resp, or the close, is what is left. */
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);
    private static final long SWEEP_MILLIS = 500;
    private static final long REFUSED_MILLIS = 1_000;

    private final SmppServer server;
    private final ServerTimes times;

    private SessionLink link;
    private Vigil vigil;
    private Future<?> sweeper; // null: it was turned away
    private State state = State.OPEN;
    private long since; // it is in that state
    private Client client; // null: not bound yet, nor the three below
    private SessionCommands commands;
    private SessionDelivers delivers;
    private int role;
    private Integer unbindSequence; // null: it is we who unbind

    ServerSession(SmppServer server) {
        this.server = server;
        this.times = server.times();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        link = new SessionLink(ctx);
        vigil = new Vigil(times, link);
        become(State.OPEN);
        if (server.opened(this)) {
            sweeper = link.every(SWEEP_MILLIS, this::sweep);
        } else {
            ctx.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, byte[] pdu) {
        vigil.heard();
        try {
            dispatch(CommandReader.read(pdu));
        } catch (Malformed e) {
            LOG.debug("malformed PDU: {}", e.getMessage());
            MessageMeters.rejected("smpp", "malformed");
            link.write(e.answer());
        }
    }

    private void dispatch(Command command) {
        int id = command.getCommandId();
        int sequence = command.getSequenceNumber();
        switch (id) {
            case SMPPConstant.CID_BIND_TRANSCEIVER, SMPPConstant.CID_BIND_TRANSMITTER, SMPPConstant.CID_BIND_RECEIVER ->
                bind((Bind) command);
            case SMPPConstant.CID_ENQUIRE_LINK -> link.write(Answers.status(id, 0, sequence));
            case SMPPConstant.CID_UNBIND -> unbindAsked(sequence);
            case SMPPConstant.CID_UNBIND_RESP -> {
                if (state == State.ENDED) {
                    link.close();
                }
            }
            case SMPPConstant.CID_DELIVER_SM_RESP -> delivered(sequence, command.getCommandStatus());
            case SMPPConstant.CID_GENERIC_NACK -> // never a yes, whatever its status
                delivered(sequence, command.getCommandStatus() == 0 ? SMPPConstant.STAT_ESME_RSYSERR : command.getCommandStatus());
            default -> {
                if ((id & Pdu.RESPONSE) == 0) {
                    take(command);
                }
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        putDelivers();
        endIfDone();
    }

    private void take(Command command) {
        if (state != State.BOUND || role == SMPPConstant.CID_BIND_RECEIVER) {
            int status = state == State.ENDING ? SMPPConstant.STAT_ESME_RSYSERR : SMPPConstant.STAT_ESME_RINVBNDSTS;
            link.write(Answers.status(command.getCommandId(), status, command.getSequenceNumber()));
            return;
        }
        commands.take(command);
        regulate();
    }

    private void delivered(int sequence, int status) {
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
            if (state == State.BOUND) {
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
        if (state == State.BOUND && link.isWritable()) {
            delivers.put();
        }
        link.flush();
    }

    private void bind(Bind bind) {
        if (state != State.OPEN) {
            link.write(Answers.status(bind.getCommandId(), SMPPConstant.STAT_ESME_RALYBND, bind.getSequenceNumber()));
            return;
        }
        become(State.BINDING);
        regulate();
        Binding.of(bind, link, server.logins(), server.sessions())
                .thenAccept(binding -> link.execute(() -> decided(bind, binding)));
    }

    private void decided(Bind bind, Binding binding) {
        if (state != State.BINDING) { // it took too long, or the client has gone
            if (!binding.isRefused()) {
                server.sessions().dismiss(binding.client().account());
            }
        } else if (binding.isRefused()) {
            become(State.ENDED);
            link.write(Answers.status(bind.getCommandId(), binding.status(), bind.getSequenceNumber()));
            link.flush();
            link.closeIn(REFUSED_MILLIS); // some clients forget an answer that they have not looked at when the connection is closed
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
        become(State.BOUND);
        link.write(Answers.bound(role, bind.getSequenceNumber(), client.version()));
        link.flush();
        regulate();
        if (role != SMPPConstant.CID_BIND_TRANSMITTER) {
            server.sessions().receives(this, client.systemId());
        }
    }

    private void unbindAsked(int sequence) {
        if (state == State.ENDED) { // both at once
            link.write(Answers.status(SMPPConstant.CID_UNBIND, 0, sequence));
            return;
        }
        unbindSequence = sequence;
        ending("the client unbound");
    }

    /** Unbinds when what is in hand is answered. Any thread. */
    void end(String reason) {
        link.execute(() -> {
            if (state == State.BOUND) {
                ending(reason);
            } else if (state == State.OPEN || state == State.BINDING) {
                link.close();
            }
        });
    }

    private void ending(String reason) {
        if (state == State.BOUND) {
            LOG.info("SMPP session of {} ends: {}", client.systemId(), reason);
            server.sessions().receivesNoMore(this, client.systemId());
            delivers.giveUpPending();
        }
        become(State.ENDING);
        endIfDone();
    }

    private void endIfDone() {
        if (state != State.ENDING || client != null && !commands.areAnswered()) {
            return;
        }
        if (client != null && unbindSequence == null && !delivers.isQuiet()) {
            return;
        }
        become(State.ENDED);
        if (unbindSequence != null) {
            link.writeLast(Answers.status(SMPPConstant.CID_UNBIND, 0, unbindSequence));
        } else {
            link.ask(SMPPConstant.CID_UNBIND);
        }
    }

    private void sweep() {
        String fault = switch (state) {
            case OPEN, BINDING -> isOver(times.bind()) ? "did not bind in time" : null;
            case BOUND -> vigil.check(delivers);
            case ENDING, ENDED -> isOver(times.end()) ? "did not end in time" : null;
        };
        if (fault != null) {
            LOG.info("SMPP connection of {} is dropped: it {}", client == null ? link.host() : client.systemId(), fault);
            link.close();
        } else if (state == State.BOUND && !server.logins().stands(client)) {
            ending("its login is gone");
        }
    }

    private boolean isOver(Duration time) {
        return Vigil.over(time, since, System.nanoTime());
    }

    /** Reads no more than it can answer, and from nobody who does not read what he is answered. */
    private void regulate() {
        boolean room = client == null || commands.haveRoom();
        link.listen(state != State.BINDING && room && link.isWritable());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        vigil.writabilityChanged();
        regulate();
        putDelivers();
    }

    private void become(State next) {
        state = next;
        since = System.nanoTime();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof PduFrames.BadLength) {
            MessageMeters.rejected("smpp", "malformed");
            become(State.ENDED);
            link.listen(false); // the stream is lost
            link.writeLast(Malformed.unknown(SMPPConstant.STAT_ESME_RINVCMDLEN, 0).answer());
        } else {
            LOG.debug("SMPP connection from {} is broken: {}", link.host(), cause.toString());
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        become(State.ENDED);
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
