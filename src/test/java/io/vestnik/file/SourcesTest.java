package io.vestnik.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.address.Addresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a file of each form says, row by row. A single quote stands for a double one. */
class SourcesTest {

    private static final String HELLO = "{\"text\":\"hello\",\"to\":{\"phone\":\"1\"}}";
    private static final Charset CP1251 = Charset.forName("windows-1251");

    private final Sources sources = new Sources(new Addresses("RU", Set.of("sms", "email", "telegram")::contains));

    @TempDir
    Path folder;

    private record Case(String title, String name, byte[] content, String... rows) {}

    @TestFactory
    Stream<DynamicTest> readsEachForm() {
        return Stream.of(
                        csv("a comma", "phone,text\n1,hello\n", HELLO),
                        csv("a semicolon", "phone;text\n1;hello\n", HELLO),
                        csv("a tab", "phone\ttext\n1\thello\n", HELLO),
                        csv("the separator of the header counts", "phone;text\n1;'a,b,c,d'\n", text("a,b,c,d")),
                        csv("a separator in a quoted name does not count", "phone;text;'a,b,c,d,e'\n1;hello;\n", HELLO),
                        csv("CRLF", "phone,text\r\n1,hello\r\n", HELLO),
                        csv("CR alone", "phone,text\r1,hello\r", HELLO),
                        csv("no line end at the end", "phone,text\n1,hello", HELLO),
                        csv("empty lines are no rows", "\n\nphone,text\n\n1,hello\n\n\n", HELLO),
                        csv("a byte order mark", "\uFEFFphone,text\n1,hello\n", HELLO),
                        csv("names in any case, with spaces", " Phone , TEXT\n1,hello\n", HELLO),
                        csv("quotes", "phone,text\n1,'he said ''hello'''\n", text("he said \\\"hello\\\"")),
                        csv("a line end in quotes", "phone,text\n1,'a\r\nb'\n1,hello\n", text("a\\r\\nb"), HELLO),
                        csv("a quote in an unquoted cell", "phone,text\n1,5' pipe\n", text("5\\\" pipe")),
                        csv("an empty cell is absent", "phone,text,class\n1,hello,\n1,hello,''\n", HELLO, HELLO),
                        csv("spaces are kept", "phone,text\n1, a \n", text(" a ")),
                        csv("what the contract does not know is a tag", "phone,text,Город\n1,a,Омск\n",
                                "{\"text\":\"a\",\"to\":{\"phone\":\"1\"},\"tags\":{\"Город\":\"Омск\"}}"),
                        csv("with a template a variable", "phone,template,name\n1,soon,Anna\n1,,Anna\n",
                                "{\"template\":{\"id\":\"soon\",\"variables\":{\"name\":\"Anna\"}},\"to\":{\"phone\":\"1\"}}",
                                "{\"to\":{\"phone\":\"1\"},\"tags\":{\"name\":\"Anna\"}}"),
                        csv("channels' names are addresses", "EMAIL,telegram,vk,contact\na@b.ru,1,2,3\n",
                                "{\"to\":{\"email\":\"a@b.ru\",\"telegram\":\"1\",\"vk\":\"2\",\"contact\":\"3\"}}"),
                        csv("media, spread", "phone,Media,SPREAD\n1,https://x/a.jpg|https://x/b.pdf,PT1H\n",
                                "{\"media\":[{\"url\":\"https://x/a.jpg\"},{\"url\":\"https://x/b.pdf\"}],"
                                        + "\"spread\":\"PT1H\",\"to\":{\"phone\":\"1\"}}"),
                        csv("channels, callback, links", "phone,channels,callback,shortenlinks\n1,telegram|sms  email,http://x,TRUE\n1,,,maybe\n",
                                "{\"channels\":[{\"channel\":\"telegram\"},{\"channel\":\"sms\"},{\"channel\":\"email\"}],"
                                        + "\"callback\":{\"url\":\"http://x\"},\"shortenLinks\":true,\"to\":{\"phone\":\"1\"}}",
                                "{\"shortenLinks\":\"maybe\",\"to\":{\"phone\":\"1\"}}"),
                        csv("a key", "phone,text,key\n1,hello,k-1\n", HELLO + " key k-1"),
                        csv("a row of another width is wrong, the next is right", "phone,text\n1\n1,a,b\n1,hello\n",
                                "! has 1 cells, the header has 2", "! has 3 cells, the header has 2", HELLO),
                        new Case("CP1251", "a.csv", "phone,text\n1,Привет\n".getBytes(CP1251), text("Привет")),
                        csv("only a header", "phone,text\n"),
                        csv("no header", "\n \n", "= column 1 of its header has no name"),
                        csv("nothing but line ends", "\n\n", "= it has no header line"),
                        csv("a name twice", "phone,text,Phone\n", "= column 3 of its header has the name of an earlier one"),
                        csv("a name missing", "phone,,text\n", "= column 2 of its header has no name"),
                        csv("no address", "name,text\n", "= no column of its header is an address: phone, email, or a channel's name"),
                        csv("a quote not closed", "phone,text\n1,hello\n1,'a\n1,b\n1,c\n", HELLO, "= it is not CSV: a quote is not closed"),
                        csv("something after a quote", "phone,text\n1,hello\n1,'a'b\n1,'a' \n\n1,'a'\n1,hello\n", HELLO,
                                "! quotes inside a quoted field must be doubled (line 3)", "! quotes inside a quoted field must be doubled (line 4)",
                                text("a"), HELLO),
                        csv("any character in quotes", "phone,text\n1,'\uD83D\uDC00'\n", text("\uD83D\uDC00")),
                        csv("a character of two halves after a quote", "phone,text\n1,'a'\uD83D\uDC00\n", "! quotes inside a quoted field must be doubled (line 2)"),
                        csv("quotes not doubled", "text;phone\r\n'he 'said' it';1\r\n'ООО 'Ромашка'';1\r\nhello;1\r\n",
                                "! quotes inside a quoted field must be doubled (line 2)", "! quotes inside a quoted field must be doubled (line 3)", HELLO),
                        csv("an odd one takes rows with it to the next odd one, never half of one", "phone,text\n1,'a'b'\n1,c\n1,d'\n1,hello\n",
                                "! quotes inside a quoted field must be doubled (line 2)", HELLO),
                        csv("an odd one that is never closed", "phone,text\n1,hello\n1,'a'b'\n1,'c'\n", HELLO,
                                "= it is not CSV: a quote is not closed"),
                        csv("quotes not doubled in the header", "phone,'te'xt\n1,hello\n",
                                "= its header is not CSV: quotes inside a quoted field must be doubled"),
                        csv("a row too large", "phone,text\n1,hello\n1," + "x".repeat(1 << 20) + "\n", HELLO,
                                "= it is not CSV: a row is over 1 MiB, or a quote is not closed"),

                        json("an array", "[" + HELLO + ",\n " + HELLO + "]", HELLO, HELLO),
                        json("a byte order mark", "\uFEFF[" + HELLO + "]", HELLO),
                        json("an empty one", "[]"),
                        json("a key", "[{\"key\":\"k\",\"text\":\"hello\",\"to\":{\"phone\":\"1\"}}]", HELLO + " key k"),
                        json("a key that is none", "[{\"key\":1},{\"key\":null}]", "! /key must be a string", "! /key must be a string"),
                        json("no objects", "[1,\"a\",null,[]]", "1", "\"a\"", "null", "[]"),
                        json("a name twice is one row's error", "[{\"a\":1,\"b\":{\"c\":[1],\"c\":{\"d\":[2]}},\"e\":3}," + HELLO + ",{\"a\":1,\"a\":1}]",
                                "! has a name twice in one object", HELLO, "! has a name twice in one object"),
                        json("an object", "{}", "= it is no JSON array: it must be an array"),
                        json("nothing", " ", "= it is no JSON array: it must be an array"),
                        json("no JSON", "hello", "= it is no JSON array: it is not JSON (line 1, column 1)"),
                        json("broken in the middle", "[" + HELLO + ",{\"text\":}]", HELLO, "= it is not JSON (line 1, column 46)"),
                        json("cut off", "[" + HELLO, HELLO, "= it is not JSON (line 1, column 37)"),
                        json("more after it", "[" + HELLO + "]" + HELLO, HELLO, "= it must end after the array"),
                        json("an element too large", "[" + HELLO + ",[" + ("\"" + "x".repeat(1000) + "\",").repeat(1100) + "1]]",
                                HELLO, "= it has an element that is too large"),

                        ndjson("lines", HELLO + "\n" + HELLO + "\n", HELLO, HELLO),
                        ndjson("CRLF, no end, a byte order mark", "\uFEFF" + HELLO + "\r\n" + HELLO, HELLO, HELLO),
                        ndjson("each wrong line alone", "{\n" + HELLO + "\n{\"a\":1,\"a\":2}\nnull\n",
                                "! is not JSON (line 1, column 2)", HELLO, "! has a name twice in one object (line 1, column 11)", "null"),
                        ndjson("a line too large", "x".repeat((1 << 20) + 1) + "\n" + HELLO, "! has more than 1 MiB", HELLO),
                        new Case("packed", "a.ndjson.gz", packed((HELLO + "\n").getBytes(StandardCharsets.UTF_8)), HELLO))
                .map(row -> DynamicTest.dynamicTest(row.name + ": " + row.title, () -> assertThat(read(row)).containsExactly(row.rows)));
    }

    @Test
    void rowsAreCountedAsTheFileCountsThem() throws IOException {
        assertThat(numbers("a.csv", "phone\n\n1\n'2\n3'\n\n4\n")).containsExactly(1L, 2L, 3L);
        assertThat(numbers("a.ndjson", "\n1\n\n\n2\n")).containsExactly(2L, 5L);
        assertThat(numbers("a.json", "[1,\n\n2]")).containsExactly(1L, 2L);
    }

    @Test
    void aPackedFileIsUnpackedNoFurtherThanTheLimit() {
        byte[] bomb = packed(new byte[100_000_000]);
        assertThatThrownBy(() -> Survey.of(write("a.csv.gz", packed(" ".repeat(2_000_000).getBytes(StandardCharsets.UTF_8))), true, 1_000_000))
                .hasMessage("it has more than 1000000 octets (unpacked)");
        assertThatThrownBy(() -> Survey.of(write("b.csv.gz", bomb), true, 1_000_000)).isInstanceOf(BadFile.class);
        assertThatThrownBy(() -> Survey.of(write("c.csv.gz", java.util.Arrays.copyOf(bomb, 5_000)), true, Long.MAX_VALUE)).isInstanceOf(BadFile.class);
        byte[] whole = packed("phone\n1\n2\n3\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Survey.of(write("d.csv.gz", java.util.Arrays.copyOf(whole, whole.length - 9)), true, 1_000))
                .hasMessage("its gzip ends too early: it was not uploaded whole");
        assertThatThrownBy(() -> Survey.of(write("e.csv.gz", "phone\n1\n".getBytes(StandardCharsets.UTF_8)), true, 1_000))
                .hasMessage("it is not gzip, or damaged");
    }

    private record Octets(String title, byte[] content, String setting, String expected) {}

    @TestFactory
    Stream<DynamicTest> findsTheCharset() {
        byte[] utf8 = "phone\nПРИВЕТ\n".getBytes(StandardCharsets.UTF_8);
        byte[] cp1251 = "phone\nПривет\n".getBytes(CP1251);
        byte[] late = ("phone\n" + "ПРИВЕТ ".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        byte[] lateFault = java.util.Arrays.copyOf(late, late.length + 1);
        lateFault[late.length] = (byte) 0xE0;
        byte[] earlyFault = utf8.clone();
        earlyFault[7] = 'x'; // the second octet of the first letter
        byte[] marked = "\uFEFFphone\nx\n".getBytes(StandardCharsets.UTF_8);
        byte[] markedFault = java.util.Arrays.copyOf(marked, marked.length + 3);
        java.util.Arrays.fill(markedFault, marked.length, markedFault.length, (byte) 0xE0);
        return Stream.of(
                        new Octets("UTF-8", utf8, "auto", "UTF-8"),
                        new Octets("ASCII", "phone\n1\n".getBytes(StandardCharsets.UTF_8), "auto", "UTF-8"),
                        new Octets("UTF-8 over several blocks", late, "auto", "UTF-8"),
                        new Octets("CP1251", cp1251, "auto", "windows-1251"),
                        new Octets("CP1251 with letters that could be UTF-8", "phone\nЭЯ» ООО «АБВГЯ»\n".getBytes(CP1251), "auto", "windows-1251"),
                        new Octets("CP1251 over several blocks", "Привет, мир. ".repeat(50_000).getBytes(CP1251), "auto", "windows-1251"),
                        new Octets("UTF-8 cut off in a letter", lateFault, "auto", "! it is not UTF-8 at octet " + lateFault.length),
                        new Octets("UTF-8 with a broken letter", earlyFault, "auto", "! it is not UTF-8 at octet 7"),
                        new Octets("UTF-8 by its mark", markedFault, "auto", "! it is not UTF-8 at octet " + (marked.length + 1)),
                        new Octets("neither", new byte[] {'a', (byte) 0x98, (byte) 0xFF}, "auto", "! it is neither UTF-8 nor CP1251"),
                        new Octets("CP1251 by its setting", utf8, "cp1251", "! it is not CP1251"),
                        new Octets("ASCII as CP1251", "phone\n1\n".getBytes(StandardCharsets.UTF_8), "cp1251", "windows-1251"),
                        new Octets("UTF-8 by its setting", cp1251, "utf-8", "! it is not UTF-8 at octet 7"),
                        new Octets("nothing", new byte[0], "auto", "! it is empty"),
                        new Octets("UTF-16", "phone\n1\n".getBytes(StandardCharsets.UTF_16LE), "auto",
                                "! it has octets that are zero: it is binary, or UTF-16; send UTF-8"))
                .map(row -> DynamicTest.dynamicTest(row.title, () -> assertThat(charset(row)).isEqualTo(row.expected)));
    }

    private String charset(Octets row) throws IOException {
        try {
            return Survey.of(write("a.csv", row.content), false, 10_000_000).charset(Form.CSV, row.setting).name();
        } catch (BadFile e) {
            return "! " + e.getMessage();
        }
    }

    @TestFactory
    Stream<DynamicTest> judgesNames() {
        return Stream.of(
                        List.of("winter.csv", "winter CSV false"),
                        List.of("Зима 2026.final.NDJSON.GZ", "Зима 2026.final NDJSON true"),
                        List.of("a.json", "a JSON false"),
                        List.of("winter.xlsx", "!"),
                        List.of(".csv", "!"),
                        List.of("..csv", "!"),
                        List.of("../winter.csv", "!"),
                        List.of("a\\b.csv", "!"),
                        List.of("a\nb.csv", "!"),
                        List.of("a*.csv", "!"),
                        List.of("a?.csv", "!"),
                        List.of("a\u202Evsc.csv", "!"),
                        List.of("\uD800.csv", "!"),
                        List.of("", "!"),
                        List.of("я".repeat(98) + ".csv", "я".repeat(98) + " CSV false"),
                        List.of("я".repeat(99) + ".csv", "!"),
                        List.of("x".repeat(300) + ".csv", "!"))
                .map(row -> DynamicTest.dynamicTest("'" + row.get(0) + "'", () -> assertThat(judged(row.get(0))).isEqualTo(row.get(1))));
    }

    private static String judged(String name) {
        try {
            FileName judged = FileName.of(name);
            return judged.stem() + " " + judged.form().name() + " " + judged.packed();
        } catch (BadFile e) {
            assertThat(FileName.safe(name)).doesNotContain("/", "\\", "\n").hasSizeBetween(1, 60).doesNotStartWith(".");
            return "!";
        }
    }

    private List<String> read(Case file) throws IOException {
        List<String> read = new ArrayList<>();
        Path path = write(file.name, file.content);
        FileName name = FileName.of(file.name);
        try {
            Charset charset = Survey.of(path, name.packed(), 100_000_000).charset(name.form(), "auto");
            try (RowSource rows = sources.open(path, name, charset, Content.MESSAGES)) {
                for (SourceRow row = rows.next(); row != null; row = rows.next()) {
                    String key = row.key() == null ? "" : " key " + row.key();
                    read.add(row.error() == null ? row.message() + key : "! " + row.error());
                }
            }
        } catch (BadFile e) {
            read.add("= " + e.getMessage());
        }
        return read;
    }

    private List<Long> numbers(String name, String content) throws IOException {
        List<Long> numbers = new ArrayList<>();
        Path path = write(name, content.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        try (RowSource rows = sources.open(path, FileName.of(name), StandardCharsets.UTF_8, Content.MESSAGES)) {
            for (SourceRow row = rows.next(); row != null; row = rows.next()) {
                numbers.add(row.number());
            }
        }
        return numbers;
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static String text(String text) {
        return "{\"text\":\"" + text + "\",\"to\":{\"phone\":\"1\"}}";
    }

    private static Case csv(String title, String content, String... rows) {
        return new Case(title, "a.csv", content.replace('\'', '"').getBytes(StandardCharsets.UTF_8), rows);
    }

    private static Case json(String title, String content, String... rows) {
        return new Case(title, "a.json", content.getBytes(StandardCharsets.UTF_8), rows);
    }

    private static Case ndjson(String title, String content, String... rows) {
        return new Case(title, "a.ndjson", content.getBytes(StandardCharsets.UTF_8), rows);
    }

    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
