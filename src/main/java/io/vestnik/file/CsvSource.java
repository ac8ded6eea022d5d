package io.vestnik.file;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** CSV as RFC 4180 has it, with a header line, which tells the separator. */
final class CsvSource implements RowSource {

    private static final String SEPARATORS = ",;\t";
    private static final int LONGEST_HEADER = 1 << 16;
    private static final String QUOTES = "quotes inside a quoted field must be doubled";

    private final CloseableIterator<CsvRecord> records;
    private final Header header;
    private long number;

    /**
     * @param header what the names of its columns mean
     * @throws BadFile when the header is not one
     */
    CsvSource(BufferedReader text, Function<List<String>, Header> header) throws IOException {
        char separator = separator(text);
        this.records = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true) // of one row: its error, not the file's
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(2 * LONGEST_ROW)
                .build(
                        CsvRecordHandler.builder().maxFieldSize(LONGEST_ROW).maxRecordSize(LONGEST_ROW).build(),
                        new QuoteMarked(new EndMarked(text), separator))
                .iterator();
        CsvRecord first = record();
        if (first == null) {
            throw new BadFile("it has no header line");
        }
        if (isMarked(first)) {
            throw new BadFile("its header is not CSV: " + QUOTES);
        }
        this.header = header.apply(first.getFields());
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
        return isMarked(record)
                ? SourceRow.wrong(number, QUOTES + " (line " + record.getStartingLineNumber() + ")")
                : header.row(number, record.getFields());
    }

    private static boolean isMarked(CsvRecord record) {
        return record.getFields().stream().anyMatch(QuoteMarked::isMarked);
    }

    private CsvRecord record() {
        CsvRecord record;
        try {
            record = records.next();
        } catch (CsvParseException e) {
            throw new BadFile("it is not CSV: a row is over 1 MiB, or a quote is not closed");
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
