package io.vestnik.ingress.smpp;

import io.vestnik.esme.Deliver;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Body: {@code List<Deliver>} of any clients. Done when each is on its way to its client or told to be unsent. */
final class SmppServerProducer extends DefaultProducer {

    /** For room in the windows of all the sessions of a batch. */
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);
    private static final Duration LATER = Duration.ofSeconds(1);

    private final SmppServerEndpoint endpoint;
    private SmppServer server;

    SmppServerProducer(SmppServerEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        server = endpoint.open();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void process(Exchange exchange) throws InterruptedException {
        long end = System.nanoTime() + LONGEST;
        Set<String> held = new HashSet<>();
        for (Deliver deliver : (List<Deliver>) exchange.getMessage().getBody(List.class)) {
            if (held.contains(deliver.order()) || !sent(deliver, end)) {
                held.add(Objects.requireNonNullElse(deliver.order(), deliver.id())); // later ones of its message come after it
                server.fates().unsent().accept(deliver, LATER);
            }
        }
    }

    /** By the same session for each message, so that its receipts stay in order. */
    private boolean sent(Deliver deliver, long end) throws InterruptedException {
        List<ServerSession> sessions = server.sessions().receivers(deliver.account(), deliver.systemId());
        if (sessions.isEmpty()) {
            return false;
        }
        String order = Objects.requireNonNullElse(deliver.order(), deliver.from());
        return sessions.get(Math.floorMod(order.hashCode(), sessions.size())).deliver(deliver, end - System.nanoTime());
    }
}
