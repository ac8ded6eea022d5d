package io.vestnik.file;

import io.vestnik.address.Addresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.springframework.stereotype.Component;

/** Opens files of messages, or of people. */
@Component
class Sources {

    private static final int BLOCK = 1 << 16;

    private final Addresses addresses;

    Sources(Addresses addresses) {
        this.addresses = addresses;
    }

    /** @throws BadFile when not even its beginning can be read */
    RowSource open(Path file, FileName name, Charset charset, Content content) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            InputStream octets = name.packed() ? new GZIPInputStream(raw, BLOCK) : raw;
            return switch (name.form()) {
                case CSV -> new CsvSource(text(octets, charset), header(content));
                case JSON -> new JsonSource(text(octets, charset));
                case NDJSON -> new NdjsonSource(octets);
            };
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private Function<List<String>, Header> header(Content content) {
        return content == Content.MESSAGES
                ? names -> new CsvHeader(names, addresses::isAddress)
                : names -> new ContactHeader(names, addresses::isAddress);
    }

    /** Without a byte order mark. */
    private static BufferedReader text(InputStream octets, Charset charset) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(octets, charset.newDecoder()), BLOCK);
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }
}
