package io.vestnik.smpp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
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

    ByteBuf bytes() {
        return bytes;
    }

    void written(long octets) {
        written = octets;
    }

    /** At least one octet of this PDU left: the carrier may have it all. */
    boolean left(Entry entry) {
        return written > entry.start;
    }
}
