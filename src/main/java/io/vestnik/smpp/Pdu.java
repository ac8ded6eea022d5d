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

/** The codec, and what of a PDU it does not hand out. */
final class Pdu {

    static final DefaultComposer COMPOSER = new DefaultComposer();
    static final DefaultDecomposer DECOMPOSER = new DefaultDecomposer();
    /** SMPP v3.4 §3.2. */
    static final int HEADER = 16;

    static final int RESPONSE = 0x8000_0000;

    private Pdu() {}

    static ByteBuf header(int commandId, int status, int sequence) {
        return Unpooled.wrappedBuffer(COMPOSER.composeHeader(commandId, status, sequence));
    }

    /** Values by tag (SMPP v3.4 §5.3), as they came. */
    static Map<Integer, byte[]> parameters(AbstractSmCommand command) {
        Map<Integer, byte[]> values = new HashMap<>();
        OptionalParameter[] parameters = command.getOptionalParameters();
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
