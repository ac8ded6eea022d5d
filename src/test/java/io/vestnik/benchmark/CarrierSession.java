package io.vestnik.benchmark;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/** One connection of a client (SMPP v3.4): what one read brought is answered by one write. */
final class CarrierSession implements Loop.Peer {

    private static final int MOST_UNANSWERED_RECEIPTS = 1_000;
    private static final long RECEIPT_AGAIN = 1_000_000_000;

    /** An answer that is held back. */
    private record Answer(long due, int sequence, long id) {}

    private final Carrier carrier;
    private final Loop loop;
    private final SocketChannel channel;
    private final PduWriter out = new PduWriter();
    private final PduCutter in = new PduCutter();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Queue<Receipt> receipts = new PriorityQueue<>(Comparator.comparingLong(Receipt::due));
    private final Map<Integer, Receipt> sent = new HashMap<>();
    private SelectionKey key;
    private int role;
    private int sequence;
    private boolean closed;

    CarrierSession(Carrier carrier, Loop loop, SocketChannel channel) {
        this.carrier = carrier;
        this.loop = loop;
        this.channel = channel;
    }

    void register() {
        key = loop.register(channel, this);
    }

    boolean bound() {
        return role != 0;
    }

    boolean receives() {
        return role == PduWriter.BIND_RECEIVER || role == PduWriter.BIND_TRANSCEIVER;
    }

    int owed() {
        return receipts.size() + sent.size();
    }

    void deliver(Receipt receipt) {
        receipts.add(receipt);
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        if (ready.isReadable()) {
            long now = System.nanoTime();
            in.cut(loop.octets(), loop.read(channel), pdu -> take(pdu, now));
        }
        tick(System.nanoTime());
    }

    private void take(PduReader pdu, long now) {
        switch (pdu.command()) {
            case PduWriter.SUBMIT_SM -> submit(pdu, now);
            case PduWriter.DELIVER_SM_RESP -> delivered(pdu, now);
            case PduWriter.BIND_RECEIVER, PduWriter.BIND_TRANSMITTER, PduWriter.BIND_TRANSCEIVER -> {
                role = pdu.command();
                out.named(pdu.command() | PduWriter.RESPONSE, pdu.sequence(), "carrier");
                if (receives()) {
                    carrier.deliverKept(this);
                }
            }
            case PduWriter.ENQUIRE_LINK, PduWriter.UNBIND -> out.empty(pdu.command() | PduWriter.RESPONSE, pdu.sequence(), 0);
            default -> {
                if (pdu.command() >= 0) { // a request
                    out.empty(PduWriter.GENERIC_NACK, pdu.sequence(), PduWriter.INVALID_COMMAND);
                }
            }
        }
    }

    private void submit(PduReader pdu, long now) {
        pdu.readSubmit();
        int status = carrier.takes(pdu.number(), answers.size() + 1, now);
        if (status != 0) {
            out.empty(PduWriter.SUBMIT_SM | PduWriter.RESPONSE, pdu.sequence(), status);
            return;
        }
        long id = carrier.nextId();
        if (carrier.latency() == 0) {
            out.answer(pdu.sequence(), id);
        } else {
            answers.add(new Answer(now + carrier.latency(), pdu.sequence(), id));
        }
        if (pdu.wantsReceipt()) {
            carrier.keep(new Receipt(
                    id, now + Math.max(carrier.receiptDelay(), carrier.latency()), pdu.source(), pdu.destination()));
        }
    }

    private void delivered(PduReader pdu, long now) {
        Receipt receipt = sent.remove(pdu.sequence());
        if (receipt != null && pdu.status() != 0) {
            receipts.add(new Receipt(receipt.id(), now + RECEIPT_AGAIN, receipt.source(), receipt.destination()));
        }
    }

    /** Sends what is due. */
    long tick(long now) {
        if (closed) {
            return Loop.NEVER;
        }
        while (!answers.isEmpty() && answers.peek().due() <= now) {
            Answer answer = answers.poll();
            out.answer(answer.sequence(), answer.id());
        }
        while (!receipts.isEmpty() && receipts.peek().due() <= now && sent.size() < MOST_UNANSWERED_RECEIPTS) {
            Receipt receipt = receipts.poll();
            sent.put(++sequence, receipt);
            out.receipt(sequence, receipt);
        }
        try {
            boolean all = out.writeTo(channel);
            int wanted = all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
            if (key.interestOps() != wanted) {
                key.interestOps(wanted);
            }
        } catch (IOException e) {
            drop();
            return Loop.NEVER;
        }
        long answer = answers.isEmpty() ? Loop.NEVER : answers.peek().due();
        boolean receiving = !receipts.isEmpty() && sent.size() < MOST_UNANSWERED_RECEIPTS;
        return Math.min(answer, receiving ? receipts.peek().due() : Loop.NEVER);
    }

    void drop() {
        Loop.close(channel);
        lost();
    }

    @Override
    public void lost() {
        if (closed) {
            return;
        }
        closed = true;
        role = 0;
        carrier.ended(this);
        sent.values().forEach(carrier::keep);
        receipts.forEach(carrier::keep);
    }
}
