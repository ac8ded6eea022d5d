package io.vestnik.benchmark;

import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts what is read from a connection into PDUs; keeps what is not whole yet. */
final class PduCutter {

    private byte[] rest = PduReader.NOTHING;

    /** @param read what has come; the readers are of use until this returns */
    void cut(byte[] read, int count, Consumer<PduReader> pdus) {
        byte[] in = read;
        int length = count;
        if (rest.length > 0) {
            in = Arrays.copyOf(rest, rest.length + length);
            System.arraycopy(read, 0, in, rest.length, length);
            length = in.length;
        }
        int at = 0;
        while (length - at >= PduReader.HEADER && length - at >= PduReader.length(in, at)) {
            pdus.accept(new PduReader(in, at));
            at += PduReader.length(in, at);
        }
        rest = at == length ? PduReader.NOTHING : Arrays.copyOfRange(in, at, length);
    }
}
