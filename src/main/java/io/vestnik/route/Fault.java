package io.vestnik.route;

/**
 * Why a route file is refused.
 *
 * @param file from the routes folder on; the folder itself where all of it is meant
 * @param line from 1; 0: the file as a whole
 */
public record Fault(String file, int line, String reason) {

    /** {@code egress/sms.camel.yaml:12: no bean claims}, as compilers say it. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
}
