package io.vestnik.esme;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** The deliver_sm that clients are owed: claimed by the node that sends them, and gone when the client has acknowledged them. */
@Component("delivers")
public class Delivers {

    /** Those of a batch from a client's queue that are this node's to send. */
    public List<Deliver> claim(Iterable<?> ids) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The client has it. Returns at once. */
    public void acknowledged(Deliver deliver) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The client refused it: it comes again later, and after a day it is a dead letter. Returns at once. */
    public void refused(Deliver deliver, int status) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** No answer came, or it never left: it comes again, at once if the client is still bound somewhere. Returns at once. */
    public void unsent(Deliver deliver, Duration delay) {
        throw new UnsupportedOperationException("not built yet");
    }
}
