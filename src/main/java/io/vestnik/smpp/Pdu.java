package io.vestnik.smpp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;

/** The codec, and what of a PDU it does not hand out; for both ends of the wire. */
public final class Pdu {

    public static final DefaultComposer COMPOSER = new DefaultComposer();
    public static final DefaultDecomposer DECOMPOSER = new DefaultDecomposer();
    /** SMPP v3.4 §3.2. */
    public static final int HEADER = 16;

    /** A response's command_id is its request's with this bit (SMPP v3.4 §5.1.2.1). */
    public static final int RESPONSE = 0x8000_0000;

    private Pdu() {}

    public static ByteBuf header(int commandId, int status, int sequence) {
        return Unpooled.wrappedBuffer(COMPOSER.composeHeader(commandId, status, sequence));
    }

    /** Values by tag (SMPP v3.4 §5.3), as they came. */
    public static Map<Integer, byte[]> parameters(AbstractSmCommand command) {
        return parameters(command.getOptionalParameters());
    }

    /** @param parameters null: none */
    public static Map<Integer, byte[]> parameters(OptionalParameter[] parameters) {
        Map<Integer, byte[]> values = new HashMap<>();
        if (parameters != null) {
            for (OptionalParameter parameter : parameters) {
                byte[] whole = parameter.serialize(); // two octets of tag, two of length
                byte[] value = new byte[whole.length - 4];
                System.arraycopy(whole, 4, value, 0, value.length);
                values.put(parameter.tag & 0xFFFF, value);
            }
        }
        return values;
    }

    /** Of a submit_sm_resp (SMPP v3.4 §4.4.2); empty: it has none that can be read. */
    static String messageId(byte[] pdu) {
        try {
            String id = DECOMPOSER.submitSmResp(pdu).getMessageId();
            return id == null ? "" : id;
        } catch (PDUStringException | RuntimeException e) {
            return "";
        }
    }
}
