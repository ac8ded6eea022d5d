package io.vestnik.smpp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, from bind to unbind (SMPP v3.4 §2.2). All its state belongs to its event loop; other threads hand work in by
 * {@link #submit}, {@link #answer} and {@link #unbind}.
 */
final class SmppSession extends SimpleChannelInboundHandler<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(SmppSession.class);
    private static final byte VERSION_3_4 = 0x34;
    private final CarrierClient client;
    private final SmppLink link;
    private final BindRole role;
    private final SmppTimes times;
    private final SequenceNumbers sequences = new SequenceNumbers(0);
    private final SubmitWindow window = new SubmitWindow();
    private final SessionDeliveries deliveries;
    private final Deque<SubmitBatch> held = new ArrayDeque<>();
    /** Submits on their way, for an even spread over the sessions of a provider. */
    private final AtomicInteger load = new AtomicInteger();
    private final List<Future<?>> timers = new ArrayList<>();

    private ChannelHandlerContext context;
    private boolean bound;
    private boolean retiring;
    private boolean heard;
    private boolean enquired;

    SmppSession(CarrierClient client, SmppLink link, BindRole role, SmppTimes times) {
        this.client = client;
        this.link = link;
        this.role = role;
        this.times = times;
        this.deliveries = new SessionDeliveries(client, this);
    }

    int load() {
        return load.get();
    }

    int nextSequence() {
        return sequences.next();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws PDUStringException {
        context = ctx;
        CarrierAddress to = client.address();
        ctx.writeAndFlush(ctx.alloc().buffer().writeBytes(Pdu.COMPOSER.bind(
                role.commandId(), nextSequence(), to.systemId(), to.password(), "", VERSION_3_4, (byte) 0, (byte) 0, "")));
        timers.add(ctx.executor().schedule(
                () -> close("no answer to the bind"), times.bind().toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Puts a batch on the wire: one buffer, one flush. Any thread; the batch is the session's from here on. */
    void submit(SubmitBatch batch) {
        load.addAndGet(batch.entries().size());
        context.executor().execute(() -> write(batch));
    }

    private void write(SubmitBatch batch) {
        if (!bound || retiring || !context.channel().isActive()) {
            discard(batch);
        } else if (held.isEmpty() && fits(batch)) {
            put(batch);
        } else {
            held.add(batch); // the parts of a long message may be more than the window has room for
        }
    }

    private boolean fits(SubmitBatch batch) {
        return window.isEmpty() || window.size() + batch.entries().size() <= client.window();
    }

    private void putHeld() {
        while (!held.isEmpty() && fits(held.peek())) {
            put(held.poll());
        }
    }

    private void discardHeld() {
        for (SubmitBatch batch = held.poll(); batch != null; batch = held.poll()) {
            discard(batch);
        }
    }

    private void discard(SubmitBatch batch) {
        batch.discard();
        giveUp(batch.entries());
    }

    private void put(SubmitBatch batch) {
        long now = System.nanoTime();
        batch.entries().forEach(entry -> window.add(entry, now));
        batch.writeTo(context);
    }

    /** Answers deliveries of this session, with one flush. Any thread. */
    void answer(List<Incoming> taken, int status) {
        context.executor().execute(() -> {
            if (deliveries.answer(context, taken, status)) {
                heard = true; // we did not listen: the link is not to blame
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, byte[] pdu) {
        heard = true;
        Command header = Pdu.DECOMPOSER.header(pdu);
        int sequence = header.getSequenceNumber();
        int status = header.getCommandStatus();
        switch (header.getCommandId()) {
            case SMPPConstant.CID_SUBMIT_SM_RESP -> submitAnswered(pdu, sequence, status);
            case SMPPConstant.CID_GENERIC_NACK -> submitAnswered(pdu, sequence, status == 0 ? 0xFF : status);
            case SMPPConstant.CID_DELIVER_SM, SMPPConstant.CID_DATA_SM -> deliveries.read(ctx, pdu, header.getCommandId(), sequence);
            case SMPPConstant.CID_ENQUIRE_LINK -> ctx.write(Pdu.header(SMPPConstant.CID_ENQUIRE_LINK_RESP, 0, sequence));
            case SMPPConstant.CID_UNBIND -> {
                ctx.writeAndFlush(Pdu.header(SMPPConstant.CID_UNBIND_RESP, 0, sequence));
                close("the carrier unbound");
            }
            case SMPPConstant.CID_UNBIND_RESP -> close("unbound");
            case SMPPConstant.CID_BIND_TRANSCEIVER_RESP, SMPPConstant.CID_BIND_TRANSMITTER_RESP,
                    SMPPConstant.CID_BIND_RECEIVER_RESP -> bindAnswered(status);
            case SMPPConstant.CID_ENQUIRE_LINK_RESP, SMPPConstant.CID_ALERT_NOTIFICATION, SMPPConstant.CID_OUTBIND -> {}
            default -> {
                if ((header.getCommandId() & Pdu.RESPONSE) == 0) { // a stray answer is not answered
                    ctx.write(Pdu.header(SMPPConstant.CID_GENERIC_NACK, SMPPConstant.STAT_ESME_RINVCMDID, sequence));
                }
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        putHeld();
        client.answers().flush();
        ctx.flush();
        if (retiring && window.isEmpty()) {
            unbindNow();
        }
    }

    private void bindAnswered(int status) {
        cancelTimers();
        if (status != 0) {
            link.refused(status);
            close("bind refused");
            return;
        }
        bound = true;
        long sweep = Math.max(1, Math.min(1_000, times.answer().toMillis() / 4));
        timers.add(context.executor().scheduleWithFixedDelay(this::expire, sweep, sweep, TimeUnit.MILLISECONDS));
        long enquire = times.enquire().toMillis();
        timers.add(context.executor().scheduleWithFixedDelay(this::enquire, enquire, enquire, TimeUnit.MILLISECONDS));
        link.bound(this);
    }

    private void submitAnswered(byte[] pdu, int sequence, int status) {
        SubmitBatch.Entry inTime = window.answered(sequence);
        SubmitBatch.Entry entry = inTime != null ? inTime : window.answeredLate(sequence);
        if (entry != null) {
            load.addAndGet(inTime != null ? -1 : 0);
            client.answers().answered(entry, status, status == 0 ? Pdu.messageId(pdu) : null, inTime == null);
        }
        if (status == SMPPConstant.STAT_ESME_RINVBNDSTS) {
            retire(); // the carrier has forgotten that we are bound
        }
    }

    private void expire() {
        List<SubmitBatch.Entry> expired = window.expire(System.nanoTime() - times.answer().toNanos());
        load.addAndGet(-expired.size());
        // what still waits in our own buffer may leave yet: nothing that was written counts as unsent here
        for (SubmitBatch.Entry entry : expired) {
            client.answers().faulted(entry.message(), "timeout");
            client.answers().lost(entry.message(), entry.part(), "timeout");
        }
        putHeld();
        client.answers().flush();
        if (retiring && window.isEmpty()) {
            unbindNow();
        }
    }

    /** SMPP v3.4 §7.2, enquire_link_timer; nothing at all since the last one: the link is dead. */
    private void enquire() {
        if (!context.channel().config().isAutoRead()) {
            return; // it is we who do not listen
        }
        if (enquired && !heard) {
            close("no life on the link");
            return;
        }
        heard = false;
        enquired = true;
        context.writeAndFlush(Pdu.header(SMPPConstant.CID_ENQUIRE_LINK, 0, nextSequence()));
    }

    /** No more submits here; unbinds when the last one is answered or given up. */
    private void retire() {
        if (bound && !retiring) {
            retiring = true;
            discardHeld();
            link.retired(this);
        }
    }

    /** Ends the session in order. Any thread. */
    void unbind() {
        context.executor().execute(() -> {
            retiring = true;
            discardHeld();
            unbindNow();
        });
    }

    private void unbindNow() {
        if (bound) {
            bound = false;
            context.writeAndFlush(Pdu.header(SMPPConstant.CID_UNBIND, 0, nextSequence()));
            // a carrier that does not answer an unbind must not hold us
            timers.add(context.executor().schedule(() -> context.close(), 1, TimeUnit.SECONDS));
        }
    }

    private void close(String reason) {
        LOG.info("Session with provider {} ({}) ends: {}", client.name(), role, reason);
        context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.info("Session with provider {} ({}) is lost: {}", client.name(), role, cause.getMessage());
        } else {
            LOG.warn("Session with provider {} ({}) is broken: {}", client.name(), role, cause.toString());
        }
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        bound = false;
        cancelTimers();
        link.closed(this);
        discardHeld();
        giveUp(window.clear());
    }

    private void cancelTimers() {
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
    }

    /** No answer can come any more: those of which not one octet left never happened. */
    private void giveUp(List<SubmitBatch.Entry> entries) {
        load.addAndGet(-entries.size());
        if (entries.stream().anyMatch(entry -> entry.batch().left(entry))) {
            client.answers().faulted("connection-lost"); // one, however many it took along: the next bind shows how it is
        }
        for (SubmitBatch.Entry entry : entries) {
            if (entry.batch().left(entry)) {
                client.answers().lost(entry.message(), entry.part(), "connection-lost");
            } else {
                client.answers().unsent(entry.message(), entry.part());
            }
        }
        client.answers().flush();
    }
}
