package io.vestnik.smpp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import org.jsmpp.PDUStringException;

/** Parts for one session in one buffer: one write, one flush. */
final class SubmitBatch {

    /** @param start where in the buffer its PDU starts */
    record Entry(OutgoingMessage message, int part, int sequence, int start, SubmitBatch batch) {}

    private final List<Entry> entries = new ArrayList<>();
    private final ByteBuf bytes = PooledByteBufAllocator.DEFAULT.buffer();
    /** Octets that the socket took; the event loop's. */
    private long written;

    void add(SubmitEncoder encoder, OutgoingMessage message, int part, int sequence) throws PDUStringException {
        byte[] pdu = encoder.encode(message, part, sequence);
        entries.add(new Entry(message, part, sequence, bytes.writerIndex(), this));
        bytes.writeBytes(pdu);
    }

    List<Entry> entries() {
        return entries;
    }

    void writeTo(ChannelHandlerContext context) {
        int size = bytes.readableBytes();
        if (context.pipeline().get(SslHandler.class) != null) {
            written = size; // TLS hides how far it came: what was given to it counts as sent
        }
        ChannelProgressivePromise promise = context.newProgressivePromise();
        promise.addListener(new ChannelProgressiveFutureListener() {
            @Override
            public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
                written = progress;
            }

            @Override
            public void operationComplete(ChannelProgressiveFuture future) {
                written = future.isSuccess() ? size : written;
            }
        });
        context.writeAndFlush(bytes, promise);
    }

    void discard() {
        bytes.release();
    }

    /** At least one octet of this PDU left: the carrier may have it all. */
    boolean left(Entry entry) {
        return written > entry.start;
    }
}
