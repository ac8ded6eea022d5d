package io.vestnik.channel.contract;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Submission;
import io.vestnik.channel.http.HttpApi;
import io.vestnik.channel.http.HttpApis;
import io.vestnik.session.Sessions;
import io.vestnik.settings.ProviderSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** A described channel's two routes, out and in, with everything that comes in kept as {@link News}. */
final class HttpSlice implements AutoCloseable {

    private final News news = new News();
    private final Slice slice;

    record Answered(int status, String body) {}

    HttpSlice(String channel, String api, List<ProviderSettings> providers, Consumer<Outcome> outcomes) throws Exception {
        slice = new Slice(channel, providers, outcomes, "io.vestnik.channel.http")
                .bean("channelTraits", ChannelTraits.class, new ChannelTraits())
                .bean("sessions", Sessions.class, news.bean(Sessions.class))
                .start(text -> text.replace("connectTimeout: 5000", "connectTimeout: 500"),
                        "config/clock-errors", "config/http-errors", "egress/http");
        byte[] description = Files.readAllBytes(Path.of("routes", "egress", api + ".http.yaml"));
        slice.bean(HttpApis.class).publish(Map.of(api, HttpApi.read(api, description)));
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
