package io.vestnik.file;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Predicate;

/** CSV as RFC 4180 has it, with a header line, which tells the separator. */
final class CsvSource implements RowSource {

    private static final String SEPARATORS = ",;\t";
    private static final int LONGEST_HEADER = 1 << 16;

    private final CloseableIterator<CsvRecord> records;
    private final CsvHeader header;
    private long number;

    /**
     * @param isAddress whether a column is a recipient's address
     * @throws BadFile when the header is not one
     */
    CsvSource(BufferedReader text, Predicate<String> isAddress) throws IOException {
        this.records = CsvReader.builder()
                .fieldSeparator(separator(text))
                .allowExtraFields(true) // of one row: its error, not the file's
                .allowMissingFields(true)
                .maxBufferSize(2 * LONGEST_ROW)
                .build(
                        CsvRecordHandler.builder().maxFieldSize(LONGEST_ROW).maxRecordSize(LONGEST_ROW).build(),
                        new EndMarked(text))
                .iterator();
        CsvRecord first = record();
        if (first == null) {
            throw new BadFile("it has no header line");
        }
        this.header = new CsvHeader(first.getFields(), isAddress);
    }

    /** The one that the header line has most of, outside of quotes. */
    private static char separator(BufferedReader text) throws IOException {
        text.mark(LONGEST_HEADER);
        int[] found = new int[SEPARATORS.length()];
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < LONGEST_HEADER; i++) {
            int c = text.read();
            boolean lineEnds = !quoted && (c == '\n' || c == '\r');
            if (c < 0 || lineEnds && any) {
                break;
            }
            any |= !lineEnds;
            quoted ^= c == '"';
            int candidate = SEPARATORS.indexOf(c);
            if (candidate >= 0 && !quoted) {
                found[candidate]++;
            }
        }
        text.reset();
        int most = found[1] > found[0] ? 1 : 0;
        return SEPARATORS.charAt(found[2] > found[most] ? 2 : most);
    }

    @Override
    public SourceRow next() {
        CsvRecord record = record();
        if (record == null) {
            return null;
        }
        number++;
        return header.row(number, record.getFields());
    }

    private CsvRecord record() {
        CsvRecord record;
        try {
            record = records.next();
        } catch (CsvParseException e) {
            throw new BadFile("it is not CSV: after a closing quote something other than a separator follows, or a row is over 1 MiB");
        }
        String last = record.getField(record.getFieldCount() - 1);
        if (!last.endsWith(EndMarked.MARK)) {
            return record;
        }
        if (record.getFieldCount() > 1 || last.length() > 1) {
            throw new BadFile("it is not CSV: a quote is not closed");
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
