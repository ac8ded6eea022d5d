package io.vestnik.channel.email;

/** The subject of a mail: the first line of its text. */
final class SubjectLine {

    private static final int LONGEST = 78;

    private SubjectLine() {}

    /** One line of up to 78 characters, cut between words where it can be; never empty. */
    static String of(String text) {
        String line = text.lines().map(SubjectLine::printable).filter(l -> !l.isEmpty()).findFirst().orElse("-");
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = line.lastIndexOf(' ', LONGEST - 1);
        if (end < LONGEST / 2) {
            end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        }
        return line.substring(0, end).stripTrailing() + "…";
    }

    /** Without line breaks and other control characters: nothing may begin a header of its own. */
    static String printable(String written) {
        return written.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
    }
}
