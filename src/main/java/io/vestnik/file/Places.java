package io.vestnik.file;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Where this node can write answers: files that came here on this node's disk are answered by it alone. */
@Component("places")
public class Places {

    /** Stands for a place that every node reaches. */
    static final String ANY = "";

    private final Set<String> here = ConcurrentHashMap.newKeySet();

    public Places() {
        here.add(ANY);
    }

    /** @param place id of the home of a server that runs on this node, kept on its disk; null: any node can write there */
    public void add(String place) {
        here.add(place == null ? ANY : place);
    }

    String[] here() {
        return here.toArray(String[]::new);
    }
}
