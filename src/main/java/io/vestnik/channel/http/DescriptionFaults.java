package io.vestnik.channel.http;

import java.util.List;
import java.util.stream.Collectors;

/** A description is refused: everything that is wrong with it. */
public final class DescriptionFaults extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<At> faults;

    /** @param line from 1; 0: the file as a whole */
    public record At(int line, String reason) {

        @Override
        public String toString() {
            return line > 0 ? line + ": " + reason : reason;
        }
    }

    DescriptionFaults(List<At> faults) {
        super(faults.stream().map(At::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** In the order of their lines; never empty. */
    public List<At> faults() {
        return faults;
    }
}
