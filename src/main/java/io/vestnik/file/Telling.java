package io.vestnik.file;

/**
 * A file that is owed to the sender of another one; {@link FileAnswers} writes it.
 *
 * @param upload whose answer it is; null: that of a file of which no row was read
 * @param kind what it tells
 * @param account whose it is
 * @param name of the answer file
 * @param answers the endpoint that takes it
 * @param reason for people; null where {@code kind} tells rows
 */
public record Telling(String upload, Kind kind, String account, String name, String answers, String reason) {

    /** What is told. */
    public enum Kind {
        ACCEPTED("out"),
        CONTACTS("out"),
        REPORT("out"),
        REASON("bad");

        private final String folder;

        Kind(String folder) {
            this.folder = folder;
        }
    }

    /** The folder that it goes to. */
    public String folder() {
        return kind.folder;
    }
}
