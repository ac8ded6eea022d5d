package io.vestnik.doors;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A transmitter that binds as SMPP 5.0, octet by octet: libraries keep from their users what comes with a refusal. One request at a time. */
final class SmppConnection implements AutoCloseable {

    private static final int BIND_TRANSMITTER = 0x02;
    private static final int UNBIND = 0x06;
    private static final int ENQUIRE_LINK = 0x15;
    private static final int RESPONSE = 0x80000000;
    private static final int VERSION = 0x50;

    /** @param id C-octet string at the body's start; "": none */
    record Response(int status, String id, Map<Integer, byte[]> parameters) {}

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int sequence;

    SmppConnection(int port, String systemId, String password) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        Response bound = request(BIND_TRANSMITTER, new Body().text(systemId).text(password).text("").octets(VERSION, 0, 0).text(""));
        if (bound.status != 0) {
            throw new IOException("not bound: " + bound.status);
        }
    }

    Response request(int command, Body body) throws IOException {
        byte[] octets = body.out.toByteArray();
        send(command, ++sequence, octets);
        while (true) {
            int length = in.readInt();
            int answered = in.readInt();
            int status = in.readInt();
            int number = in.readInt();
            byte[] rest = in.readNBytes(length - 16);
            if (answered == ENQUIRE_LINK) {
                send(ENQUIRE_LINK | RESPONSE, number, new byte[0]);
            } else if (answered == (command | RESPONSE) && number == sequence) {
                return response(status, ByteBuffer.wrap(rest));
            } else {
                throw new IOException("unexpected PDU 0x" + Integer.toHexString(answered));
            }
        }
    }

    private void send(int command, int number, byte[] body) throws IOException {
        var pdu = ByteBuffer.allocate(16 + body.length);
        pdu.putInt(16 + body.length).putInt(command).putInt(0).putInt(number).put(body);
        out.write(pdu.array());
        out.flush();
    }

    /** A refusal may have no body at all (SMPP v3.4 §4.4.2). */
    private static Response response(int status, ByteBuffer body) {
        StringBuilder id = new StringBuilder();
        while (body.hasRemaining()) {
            byte octet = body.get();
            if (octet == 0) {
                break;
            }
            id.append((char) octet);
        }
        Map<Integer, byte[]> parameters = new HashMap<>();
        while (body.hasRemaining()) {
            int tag = body.getShort() & 0xFFFF;
            byte[] value = new byte[body.getShort() & 0xFFFF];
            body.get(value);
            parameters.put(tag, value);
        }
        return new Response(status, id.toString(), parameters);
    }

    @Override
    public void close() throws IOException {
        request(UNBIND, new Body());
        socket.close();
    }

    /** A PDU's body, in the making. */
    static final class Body {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        /** C-octet string. */
        Body text(String ascii) {
            out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
            out.write(0);
            return this;
        }

        Body octets(int... values) {
            for (int value : values) {
                out.write(value);
            }
            return this;
        }

        Body octets(byte[] values) {
            out.writeBytes(values);
            return this;
        }

        /** TLV. */
        Body parameter(int tag, byte[] value) {
            octets(tag >> 8, tag, value.length >> 8, value.length);
            return octets(value);
        }
    }
}
