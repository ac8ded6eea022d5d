package io.vestnik.ingress.smpp;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.vestnik.smpp.Pdu;
import io.vestnik.smpp.SequenceNumbers;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session's end of its connection. But for {@link #execute} all is the event loop's. */
final class SessionLink {

    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);
    private static final long PARTING_MILLIS = 1_000;

    private final ChannelHandlerContext context;
    private final SequenceNumbers sequences = new SequenceNumbers(0);

    SessionLink(ChannelHandlerContext context) {
        this.context = context;
    }

    /** Runs it on the event loop. Any thread. */
    void execute(Runnable work) {
        try {
            context.executor().execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("the server stopped meanwhile");
        }
    }

    Future<?> every(long millis, Runnable work) {
        return context.executor().scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
    }

    void write(byte[] pdu) {
        context.write(Unpooled.wrappedBuffer(pdu));
    }

    void flush() {
        context.flush();
    }

    /** For a request of ours. */
    int nextSequence() {
        return sequences.next();
    }

    /** Sends a request that has a header alone. */
    void ask(int commandId) {
        context.writeAndFlush(Pdu.header(commandId, 0, nextSequence()));
    }

    /** Closes a moment later: some clients forget an answer that they have not looked at when the connection is closed. */
    void writeLast(byte[] pdu) {
        context.writeAndFlush(Unpooled.wrappedBuffer(pdu));
        context.executor().schedule(() -> context.close(), PARTING_MILLIS, TimeUnit.MILLISECONDS);
    }

    void writeAndClose(byte[] pdu) {
        context.writeAndFlush(Unpooled.wrappedBuffer(pdu)).addListener(ChannelFutureListener.CLOSE);
    }

    void close() {
        context.close();
    }

    /** Any thread. */
    boolean isOpen() {
        return context.channel().isActive();
    }

    /** Whether the client takes what it is sent. */
    boolean isWritable() {
        return context.channel().isWritable();
    }

    boolean isListening() {
        return context.channel().config().isAutoRead();
    }

    void listen(boolean listening) {
        context.channel().config().setAutoRead(listening);
    }

    /** Any thread. */
    String host() {
        return context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "nowhere";
    }
}
