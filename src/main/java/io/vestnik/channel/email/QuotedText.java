package io.vestnik.channel.email;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what somebody wrote in a mail that has what it answers below or above, and a signature. */
final class QuotedText {

    private static final Pattern QUOTED = Pattern.compile("^\\s*>.*");
    /** "On Mon, 23 Nov 2026 at 10:00, Hub wrote:", "23.11.2026, 10:00, Hub пишет:" */
    private static final Pattern ATTRIBUTION = Pattern.compile(
            "(?iu)^.*(\\d{4}|\\d{1,2}[.:]\\d{2}|@).*\\b(wrote|пишет|писал(\\(а\\)|а)?|написал(\\(а\\)|а)?)\\s*:\\s*$");
    /** Its first line, where it has two. */
    private static final Pattern DATED = Pattern.compile("(?iu)^(on\\b|\\d{1,2}[ ./]).*\\d{4}.*");
    private static final Pattern END = Pattern.compile("(?iu)^(-- ?|_{5,}|-{2,}\\s*(original message|исходное сообщение|forwarded message"
            + "|пересылаемое сообщение).*|(from|от|от кого):\\s.*@.*|sent from my .*|отправлено (с|из) .*)$");

    /** No program writes a longer one, and the patterns take the longer the longer a line is. */
    private static final int LONGEST_LINE = 1_000;

    private QuotedText() {}

    /** Without quotes and signature; stripped. */
    static String cut(String text) {
        List<String> own = new ArrayList<>();
        boolean begun = false;
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            boolean wrapped = i + 1 < lines.length && is(DATED, line) && is(ATTRIBUTION, line + " " + lines[i + 1]);
            boolean others = is(QUOTED, line) || is(ATTRIBUTION, line) || is(END, line) || wrapped;
            if (others && begun) {
                break;
            }
            if (!others) {
                own.add(line);
                begun |= !line.isBlank();
            } else if (wrapped) {
                i++;
            }
        }
        return String.join("\n", own).strip();
    }

    private static boolean is(Pattern pattern, String line) {
        return line.length() <= LONGEST_LINE && pattern.matcher(line).matches();
    }
}
