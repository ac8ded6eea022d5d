package io.vestnik.benchmark;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;

/** A client's session (SMPP v3.4): what one read brought is answered, and its window filled again, by one write. */
final class EsmeSession implements Loop.Peer {

    private static final byte[] BEFORE_ID = {'i', 'd', ':'};

    private final EsmeLoad load;
    private final Loop loop;
    private final Tally tally;
    private final Template submit;
    private final EsmeLoad.Login login;
    private final int window;
    private final PduWriter out = new PduWriter();
    private final PduCutter in = new PduCutter();
    /** Numbers of unanswered messages by sequence. */
    private final Map<Integer, Integer> sent = new HashMap<>();
    private SocketChannel channel;
    private SelectionKey key;
    private int sequence;
    private boolean bound;

    EsmeSession(EsmeLoad load, Loop loop, Tally tally, Template submit, EsmeLoad.Login login, int window) {
        this.load = load;
        this.loop = loop;
        this.tally = tally;
        this.submit = submit;
        this.login = login;
        this.window = window;
    }

    void connect(int port) throws IOException {
        channel = loop.connect(port, this);
        key = loop.key(channel);
        if (channel.isConnected()) {
            connected();
        }
    }

    private void connected() throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        out.bind(++sequence, login.systemId(), login.password());
        write();
    }

    boolean bound() {
        return bound;
    }

    /** In the loop. */
    void fill() {
        try {
            submit();
            write();
        } catch (IOException e) {
            close();
            lost();
        }
    }

    private void submit() {
        while (bound && sent.size() < window) {
            int number = load.take();
            if (number < 0) {
                return;
            }
            tally.sent(number, System.nanoTime());
            sent.put(++sequence, number);
            out.submit(sequence, submit, number);
        }
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        if (ready.isConnectable()) {
            channel.finishConnect();
            connected();
            return;
        }
        if (ready.isReadable()) {
            long now = System.nanoTime();
            in.cut(loop.octets(), loop.read(channel), pdu -> take(pdu, now));
            submit();
        }
        if (channel != null) {
            write();
        }
    }

    private void take(PduReader pdu, long now) {
        switch (pdu.command()) {
            case PduWriter.SUBMIT_SM | PduWriter.RESPONSE -> answered(pdu, now);
            case PduWriter.DELIVER_SM -> {
                Octets text = pdu.text();
                int id = text.after(BEFORE_ID, 0);
                tally.called(Ulids.high(text, id), Ulids.low(text, id), now);
                out.named(PduWriter.DELIVER_SM_RESP, pdu.sequence(), "");
            }
            case PduWriter.BIND_TRANSCEIVER | PduWriter.RESPONSE -> bound = pdu.status() == 0;
            case PduWriter.ENQUIRE_LINK, PduWriter.UNBIND -> out.empty(pdu.command() | PduWriter.RESPONSE, pdu.sequence(), 0);
            default -> throw new IllegalStateException("command " + Integer.toHexString(pdu.command()));
        }
    }

    private void answered(PduReader pdu, long now) {
        int number = sent.remove(pdu.sequence());
        if (pdu.status() == 0) {
            Octets id = pdu.body();
            tally.accepted(number, Ulids.high(id, 0), Ulids.low(id, 0), now);
        } else {
            tally.refused(pdu.status());
        }
        load.settled(1);
    }

    private void write() throws IOException {
        int wanted = out.writeTo(channel) ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    void close() {
        if (channel != null) {
            Loop.close(channel);
            channel = null;
        }
    }

    @Override
    public void lost() {
        bound = false;
        channel = null;
        int unanswered = sent.size();
        sent.clear();
        tally.broken(unanswered);
        load.settled(unanswered);
    }
}
