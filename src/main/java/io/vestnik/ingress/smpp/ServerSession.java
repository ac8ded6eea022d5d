package io.vestnik.ingress.smpp;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.vestnik.account.Account;
import io.vestnik.esme.Deliver;
import io.vestnik.metrics.MessageMeters;
import io.vestnik.smpp.Pdu;
import io.vestnik.smpp.PduFrames;
import io.vestnik.smpp.SequenceNumbers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Bind;
import org.jsmpp.bean.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client, from accept to close (SMPP v3.4 §2.2). All its state belongs to its event loop; other threads hand work in
 * by {@link #answer}, {@link #deliver} and {@link #end}.
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
    private static final Refusal THROTTLED = new Refusal(SMPPConstant.STAT_ESME_RTHROTTLED, "the login's rate is exceeded");
    private static final long SWEEP_MILLIS = 500;
    private static final long REFUSED_MILLIS = 1_000;

    private final SmppServer server;
    private final ServerTimes times;
    private final SequenceNumbers sequences = new SequenceNumbers(0);
    /** Responses that other threads made: many of them are one write. */
    private final Queue<byte[]> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean flushing = new AtomicBoolean();

    private ChannelHandlerContext context;
    private Future<?> sweeper;
    private State state = State.OPEN;
    private Client client; // null: not bound yet
    private int role;
    private SessionDelivers delivers; // null: not bound yet
    private int window;
    private int unanswered;
    private Integer unbindSequence; // null: it is we who unbind
    private boolean enquired;
    private long changed; // of state
    private long heard;
    private long writable;
    private long deaf; // when we did not listen last

    ServerSession(SmppServer server) {
        this.server = server;
        this.times = server.times();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        heard = writable = changed = deaf = System.nanoTime();
        if (!server.opened(ctx.channel())) {
            ctx.close();
            return;
        }
        sweeper = ctx.executor().scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, byte[] pdu) {
        if (state == State.ENDED && unbindSequence != null) {
            return;
        }
        heard = System.nanoTime();
        enquired = false;
        Command command;
        try {
            command = CommandReader.read(pdu);
        } catch (Malformed e) {
            LOG.debug("malformed PDU: {}", e.getMessage());
            MessageMeters.rejected("smpp", "malformed");
            write(e.answer());
            return;
        }
        int id = command.getCommandId();
        switch (id) {
            case SMPPConstant.CID_UNBIND_RESP -> {
                if (state == State.ENDED) {
                    ctx.close();
                }
            }
            case SMPPConstant.CID_ENQUIRE_LINK -> write(Answers.status(id, 0, command.getSequenceNumber()));
            case SMPPConstant.CID_UNBIND -> unbindAsked(command.getSequenceNumber());
            case SMPPConstant.CID_BIND_TRANSCEIVER, SMPPConstant.CID_BIND_TRANSMITTER, SMPPConstant.CID_BIND_RECEIVER ->
                bind((Bind) command);
            case SMPPConstant.CID_DELIVER_SM_RESP, SMPPConstant.CID_GENERIC_NACK -> {
                if (delivers != null) {
                    delivers.answered(command.getSequenceNumber(), command.getCommandStatus());
                }
            }
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
        ctx.flush();
        endIfDone();
    }

    private void take(Command command) {
        if (state == State.BOUND && role != SMPPConstant.CID_BIND_RECEIVER) {
            ClientCommand asked = new ClientCommand(command, client);
            if (asked.submits() && !server.logins().maySubmit(client)) {
                MessageMeters.rejected("smpp", "rate");
                write(Answers.refused(asked, THROTTLED));
                return;
            }
            unanswered++;
            regulate();
            server.desk().bring(new BroughtCommand(asked, this::answer));
            return;
        }
        int status = state == State.ENDING ? SMPPConstant.STAT_ESME_RSYSERR : SMPPConstant.STAT_ESME_RINVBNDSTS;
        write(Answers.status(command.getCommandId(), status, command.getSequenceNumber()));
    }

    /** A response to a command that was taken. Any thread. */
    void answer(byte[] pdu) {
        answers.add(pdu);
        if (flushing.compareAndSet(false, true)) {
            execute(this::putAnswers);
        }
    }

    private void putAnswers() {
        flushing.set(false);
        for (byte[] pdu = answers.poll(); pdu != null; pdu = answers.poll()) {
            unanswered--;
            write(pdu);
        }
        context.flush();
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
        execute(() -> {
            delivers.add(deliver);
            if (state == State.BOUND) {
                putDelivers();
                context.flush();
            } else {
                delivers.giveUpPending();
            }
        });
        return true;
    }

    private void putDelivers() {
        if (delivers != null && state == State.BOUND && context.channel().isWritable()) {
            delivers.put(this::put, System.nanoTime());
        }
    }

    private int put(Deliver deliver) throws PDUStringException {
        int sequence = sequences.next();
        write(DeliverWriter.write(deliver, sequence, client.version() >= SMPPConstant.IF_VERSION_34));
        return sequence;
    }

    private void bind(Bind bind) {
        if (state != State.OPEN) {
            write(Answers.status(bind.getCommandId(), SMPPConstant.STAT_ESME_RALYBND, bind.getSequenceNumber()));
            return;
        }
        become(State.BINDING);
        regulate();
        server.logins().open(host(), bind.getSystemId(), bind.getPassword())
                .whenComplete((account, failure) -> execute(() -> {
                    if (failure != null) {
                        LOG.error("a bind failed", failure);
                        refuse(bind, SMPPConstant.STAT_ESME_RSYSERR);
                    } else {
                        loginChecked(bind, account);
                    }
                }));
    }

    private void loginChecked(Bind bind, Optional<Account> account) {
        if (state != State.BINDING) {
            return; // it was too long, or the client has gone
        }
        if (account.isEmpty()) {
            LOG.info("SMPP bind from {} refused: wrong login", host());
            refuse(bind, SMPPConstant.STAT_ESME_RINVPASWD);
            return;
        }
        String id = account.get().id();
        Account.SmppLogin limits = server.logins().limits(id);
        if (!server.sessions().admit(id, limits.binds())) {
            LOG.info("SMPP bind of account {} refused: it has {} sessions", id, limits.binds());
            refuse(bind, SMPPConstant.STAT_ESME_RALYBND);
            return;
        }
        client = new Client(id, bind.getSystemId(), bind.getInterfaceVersion() & 0xFF);
        role = bind.getCommandId();
        window = limits.window();
        delivers = new SessionDelivers(server.fates(), window);
        server.bound(context.channel());
        become(State.BOUND);
        LOG.info("SMPP client {} is bound from {}", client.systemId(), host());
        write(Answers.bound(role, bind.getSequenceNumber(), client.version()));
        context.flush();
        regulate();
        if (role != SMPPConstant.CID_BIND_TRANSMITTER) {
            server.sessions().receives(this, client.systemId());
        }
    }

    private void refuse(Bind bind, int status) {
        become(State.ENDED);
        write(Answers.status(bind.getCommandId(), status, bind.getSequenceNumber()));
        context.flush();
        // some clients forget an answer that they have not looked at when the connection is closed
        context.executor().schedule(() -> context.close(), REFUSED_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void unbindAsked(int sequence) {
        if (state == State.ENDED) { // both at once
            write(Answers.status(SMPPConstant.CID_UNBIND, 0, sequence));
            return;
        }
        unbindSequence = sequence;
        ending("the client unbound");
        endIfDone();
    }

    /** Unbinds when what is in hand is answered. Any thread. */
    void end(String reason) {
        execute(() -> {
            if (state == State.BOUND) {
                ending(reason);
                endIfDone();
            } else if (state != State.ENDING && state != State.ENDED) {
                context.close();
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
    }

    private void endIfDone() {
        boolean owing = unanswered > 0 || unbindSequence == null && delivers != null && !delivers.isQuiet();
        if (state != State.ENDING || owing) {
            return;
        }
        become(State.ENDED);
        if (unbindSequence != null) {
            context.writeAndFlush(Unpooled.wrappedBuffer(Answers.status(SMPPConstant.CID_UNBIND, 0, unbindSequence)))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            context.writeAndFlush(Pdu.header(SMPPConstant.CID_UNBIND, 0, sequences.next()));
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        boolean listening = context.channel().config().isAutoRead();
        if (!listening && context.channel().isWritable()) {
            heard = now; // it is we who do not listen
            deaf = now;
        }
        switch (state) {
            case OPEN, BINDING -> dropIf(over(times.bind(), changed, now), "did not bind in time");
            case BOUND -> {
                dropIf(over(times.answer(), writable, now) && !context.channel().isWritable(), "does not read what it is sent");
                boolean silent = over(times.answer(), deaf, now) && delivers.waitsSince(now - times.answer().toNanos());
                dropIf(silent, "does not answer what it is sent");
                enquire(now);
                if (!server.logins().stands(client)) {
                    end("its login is gone");
                }
            }
            case ENDING, ENDED -> dropIf(over(times.end(), changed, now), "did not end in time");
        }
    }

    /** SMPP v3.4 §7.2, enquire_link_timer. */
    private void enquire(long now) {
        if (enquired) {
            dropIf(over(times.enquire().multipliedBy(2), heard, now), "gives no sign of life");
        } else if (over(times.enquire(), heard, now)) {
            enquired = true;
            context.writeAndFlush(Pdu.header(SMPPConstant.CID_ENQUIRE_LINK, 0, sequences.next()));
        }
    }

    private void dropIf(boolean condition, String reason) {
        if (condition) {
            LOG.info("SMPP connection of {} is dropped: it {}", client == null ? host() : client.systemId(), reason);
            context.close();
        }
    }

    private static boolean over(Duration time, long since, long now) {
        return now - since > time.toNanos();
    }

    /** Reads no more than it can answer, and from nobody who does not read what he is answered. */
    private void regulate() {
        boolean room = client == null || unanswered < window;
        context.channel().config().setAutoRead(state != State.BINDING && room && context.channel().isWritable());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        writable = System.nanoTime();
        regulate();
        putDelivers();
        ctx.flush();
    }

    private void become(State next) {
        state = next;
        changed = System.nanoTime();
    }

    private void write(byte[] pdu) {
        context.write(Unpooled.wrappedBuffer(pdu));
    }

    private void execute(Runnable work) {
        try {
            context.executor().execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("the server stopped meanwhile");
        }
    }

    private String host() {
        return context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "nowhere";
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof PduFrames.BadLength) {
            MessageMeters.rejected("smpp", "malformed");
            become(State.ENDED);
            ctx.channel().config().setAutoRead(false); // the stream is lost
            ctx.writeAndFlush(Unpooled.wrappedBuffer(
                            Malformed.unknown(SMPPConstant.STAT_ESME_RINVCMDLEN, 0).answer()))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            LOG.debug("SMPP connection from {} is broken: {}", host(), cause.toString());
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        become(State.ENDED);
        if (client != null) {
            server.sessions().receivesNoMore(this, client.systemId());
            server.sessions().dismiss(client.account());
            delivers.giveUp();
        }
        if (sweeper != null) {
            sweeper.cancel(false);
        }
    }
}
