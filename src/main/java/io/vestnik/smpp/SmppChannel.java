package io.vestnik.smpp;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.channel.Submission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/** The providers of one channel and what came in from them; idle where the channel is the sandbox's. */
final class SmppChannel {

    private static final String OUTCOMES = "outcomes";
    private static final int EVENT_LOOPS = 2;

    private final String name;
    private final SmppTimes times;
    private final CamelContext context;
    private final Map<String, CarrierClient> clients = new LinkedHashMap<>();
    /** Bounded by the sessions: each stops reading before it has too many in here. */
    private final BlockingQueue<Incoming> inbox = new LinkedBlockingQueue<>();

    private EventLoopGroup loops;

    SmppChannel(String name, SmppTimes times, CamelContext context) {
        this.name = name;
        this.times = times;
        this.context = context;
    }

    BlockingQueue<Incoming> inbox() {
        return inbox;
    }

    /** @throws IllegalArgumentException when a provider's settings can't work */
    synchronized void start() throws SSLException {
        Providers providers = CamelContextHelper.mandatoryFindSingleByType(context, Providers.class);
        if (loops != null || providers.sandboxed(name)) {
            return;
        }
        Consumer<Outcome> outcomes = outcomes();
        SslContext tls = SslContextBuilder.forClient().build();
        loops = new NioEventLoopGroup(EVENT_LOOPS, new DefaultThreadFactory("smpp-" + name, true));
        for (Provider provider : providers.of(name)) {
            if (provider.settings().api() != null) {
                continue; // it speaks HTTP
            }
            clients.put(provider.name(), new CarrierClient(provider, times, loops, tls, outcomes, inbox));
        }
        clients.values().forEach(CarrierClient::start);
    }

    @SuppressWarnings("unchecked")
    private Consumer<Outcome> outcomes() {
        return (Consumer<Outcome>) CamelContextHelper.mandatoryLookup(context, OUTCOMES, Consumer.class);
    }

    /** All of one provider. */
    void submit(List<Submission> submissions) {
        if (submissions.isEmpty()) {
            return;
        }
        CarrierClient client = clients.get(submissions.get(0).provider());
        if (client == null) {
            throw new IllegalArgumentException(
                    "channel " + name + " has no SMPP provider " + submissions.get(0).provider());
        }
        client.submit(submissions);
    }

    synchronized void stop() {
        if (loops != null) {
            CompletableFuture.allOf(clients.values().stream().map(CarrierClient::stop).toArray(CompletableFuture[]::new))
                    .join();
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            loops = null;
        }
    }
}
