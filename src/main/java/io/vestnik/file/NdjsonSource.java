package io.vestnik.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.form.JsonReader;
import io.vestnik.message.InvalidMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of JSON, each right or wrong on its own. Empty ones are no rows, but counted. */
final class NdjsonSource implements RowSource {

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;
    private long number;

    NdjsonSource(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    @Override
    public SourceRow next() throws IOException {
        while (readLine()) {
            number++;
            if (tooLong) {
                return SourceRow.wrong(number, "has more than 1 MiB");
            }
            byte[] utf8 = line.toByteArray();
            if (!new String(utf8, StandardCharsets.ISO_8859_1).isBlank()) {
                return row(utf8);
            }
        }
        return null;
    }

    /** False: there is none. Of one that is too long, no more than the limit is kept. */
    private boolean readLine() throws IOException {
        line.reset();
        tooLong = false;
        int octet = in.read();
        boolean any = octet >= 0;
        for (; octet >= 0 && octet != '\n'; octet = in.read()) {
            if (line.size() < LONGEST_ROW) {
                line.write(octet);
            } else {
                tooLong = true;
            }
        }
        return any;
    }

    private SourceRow row(byte[] utf8) {
        try {
            JsonNode json = JsonReader.read(utf8);
            return KeyedJson.row(number, json, utf8.length);
        } catch (InvalidMessage e) {
            return SourceRow.wrong(number, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
