package io.vestnik.channel.contract;

import io.vestnik.channel.Outcome;
import io.vestnik.channel.Submission;
import io.vestnik.settings.ProviderSettings;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** A described channel's two routes, out and in, with everything that comes in kept as {@link News}. */
final class HttpSlice implements AutoCloseable {

    private final News news = new News();
    private final Slice slice;

    record Answered(int status, String body) {}

    HttpSlice(String channel, String api, List<ProviderSettings> providers, Consumer<Outcome> outcomes) throws Exception {
        slice = new Slice(channel, providers, outcomes, "io.vestnik.channel.http");
        slice.start(text -> text, "config/queue-consumers", "config/wire-errors", "egress/each");
    }

    void send(Submission submission) {
        slice.camel().createProducerTemplate().sendBody("direct:egress-http-wire", submission);
    }

    /** As the platform's HTTP door hands it to the route. */
    Answered call(String provider, Hook hook) {
        Exchange answer = slice.camel().createProducerTemplate().request("direct:channel-hooks", exchange -> {
            exchange.getMessage().setBody(hook.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
        return new Answered(
                answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class),
                answer.getMessage().getBody(String.class));
    }

    boolean circuitOpen(String provider) {
        return slice.provider(provider).condition().circuitOpen();
    }

    News news() {
        return news;
    }

    @Override
    public void close() throws Exception {
        slice.close();
    }
}
