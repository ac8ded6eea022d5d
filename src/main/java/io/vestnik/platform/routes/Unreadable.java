package io.vestnik.platform.routes;

import io.vestnik.route.Fault;
import java.util.List;

/** A file that can't be taken apart. */
final class Unreadable extends Exception {

    private final transient List<Fault> faults;

    Unreadable(Fault fault) {
        this(List.of(fault));
    }

    Unreadable(List<Fault> faults) {
        super(faults.toString());
        this.faults = faults;
    }

    List<Fault> faults() {
        return faults;
    }
}
