package io.vestnik.esme;

import io.vestnik.queue.LiveNames;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Which clients can be sent to from this node now; the door knows, which may not be built in. */
@Component
public class BoundClients {

    private final ObjectProvider<LiveNames> names;

    BoundClients(@Qualifier("boundEsmes") ObjectProvider<LiveNames> names) {
        this.names = names;
    }

    /** Their system_ids. */
    public List<String> list() {
        LiveNames bound = names.getIfAvailable();
        return bound == null ? List.of() : bound.list();
    }

    public boolean has(String systemId) {
        return list().contains(systemId);
    }
}
