package io.vestnik.smpp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Cuts the stream into PDUs by command_length (SMPP v3.4 §3.2). A length that can't be ends the session: the stream is lost. */
public final class PduFrames extends ByteToMessageDecoder {

    /** Is told as the pipeline's exception. */
    public static final class BadLength extends IllegalStateException {

        BadLength(int length) {
            super("command_length " + length);
        }
    }

    private static final int LONGEST = 64 * 1024;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < Integer.BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < Pdu.HEADER || length > LONGEST) {
            in.skipBytes(in.readableBytes());
            ctx.fireExceptionCaught(new BadLength(length));
        } else if (in.readableBytes() >= length) {
            byte[] pdu = new byte[length];
            in.readBytes(pdu);
            out.add(pdu);
        }
    }
}
