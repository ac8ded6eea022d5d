package io.vestnik.ingress.smpp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.vestnik.metrics.MessageMeters;
import io.vestnik.smpp.Pdu;
import io.vestnik.smpp.PduFrames;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Bind;
import org.jsmpp.bean.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what happens at a connection to its session. */
final class SessionHandler extends SimpleChannelInboundHandler<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);

    private final SmppServer server;
    private SessionLink link; // null, as is what follows: it is not connected yet
    private Vigil vigil;
    private ServerSession session;

    SessionHandler(SmppServer server) {
        this.server = server;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        link = new SessionLink(ctx);
        vigil = new Vigil(server.times(), link);
        session = new ServerSession(server, link, vigil);
        session.open();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, byte[] pdu) {
        vigil.heard();
        try {
            dispatch(CommandReader.read(pdu));
        } catch (Malformed e) {
            LOG.debug("malformed PDU: {}", e.getMessage());
            MessageMeters.rejected("smpp", "malformed");
            link.write(e.answer());
        }
    }

    private void dispatch(Command command) {
        int id = command.getCommandId();
        int sequence = command.getSequenceNumber();
        int status = command.getCommandStatus();
        switch (id) {
            case SMPPConstant.CID_BIND_TRANSCEIVER, SMPPConstant.CID_BIND_TRANSMITTER, SMPPConstant.CID_BIND_RECEIVER ->
                session.bind((Bind) command);
            case SMPPConstant.CID_ENQUIRE_LINK -> link.write(Answers.status(id, 0, sequence));
            case SMPPConstant.CID_UNBIND -> session.unbindAsked(sequence);
            case SMPPConstant.CID_UNBIND_RESP -> session.unbindAnswered();
            case SMPPConstant.CID_DELIVER_SM_RESP -> session.deliverAnswered(sequence, status);
            case SMPPConstant.CID_GENERIC_NACK -> // never a yes, whatever its status
                session.deliverAnswered(sequence, status == 0 ? SMPPConstant.STAT_ESME_RSYSERR : status);
            default -> {
                if ((id & Pdu.RESPONSE) == 0) {
                    session.take(command);
                }
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        session.allRead();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        vigil.writabilityChanged();
        session.writabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof PduFrames.BadLength) {
            MessageMeters.rejected("smpp", "malformed");
            session.lostTrack();
        } else {
            LOG.debug("SMPP connection from {} is broken: {}", link.host(), cause.toString());
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        session.closed();
    }
}
