package io.vestnik.smpp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session has read and the hub has not taken yet, bounded. The event loop's only. */
final class SessionDeliveries {

    private static final Logger LOG = LoggerFactory.getLogger(SessionDeliveries.class);
    /** Then the socket is left unread until half of them are answered. */
    private static final int MOST = 2_000;

    private final CarrierClient client;
    private final SmppSession session;
    private int unanswered;

    SessionDeliveries(CarrierClient client, SmppSession session) {
        this.client = client;
        this.session = session;
    }

    /** Puts a deliver_sm or data_sm into the inbox, or answers at once what nobody could use. */
    void read(ChannelHandlerContext ctx, byte[] pdu, int commandId, int sequence) {
        Incoming incoming;
        try {
            incoming = client.reader().read(pdu, commandId, sequence, session);
        } catch (PDUStringException | RuntimeException e) {
            LOG.warn("Provider {} sent a delivery that is no valid PDU: {}", client.name(), e.getClass().getSimpleName());
            ctx.write(buffer(ctx).writeBytes(answer(commandId, SMPPConstant.STAT_ESME_RX_P_APPN, sequence)));
            return;
        }
        if (incoming == null) {
            ctx.write(buffer(ctx).writeBytes(answer(commandId, 0, sequence)));
            return;
        }
        if (++unanswered >= MOST) {
            ctx.channel().config().setAutoRead(false);
        }
        client.inbox().add(incoming);
    }

    /** True: the socket is read again from here on. */
    boolean answer(ChannelHandlerContext ctx, List<Incoming> taken, int status) {
        ByteBuf answers = buffer(ctx);
        for (Incoming delivery : taken) {
            answers.writeBytes(answer(delivery.commandId(), status, delivery.sequence()));
        }
        ctx.writeAndFlush(answers);
        unanswered -= taken.size();
        boolean resume = unanswered <= MOST / 2 && !ctx.channel().config().isAutoRead();
        if (resume) {
            ctx.channel().config().setAutoRead(true);
        }
        return resume;
    }

    private static ByteBuf buffer(ChannelHandlerContext ctx) {
        return ctx.alloc().buffer();
    }

    /** SMPP v3.4 §4.6.2, §4.7.2: the id of the answer is unused. */
    private static byte[] answer(int commandId, int status, int sequence) {
        try {
            return commandId == SMPPConstant.CID_DELIVER_SM
                    ? Pdu.COMPOSER.deliverSmResp(status, sequence, "")
                    : Pdu.COMPOSER.dataSmResp(status, sequence, "");
        } catch (PDUStringException e) {
            throw new IllegalStateException(e); // an empty id is never too long
        }
    }
}
