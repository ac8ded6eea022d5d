package io.vestnik.channel.contract;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Submission;
import io.vestnik.channel.http.HttpApi;
import io.vestnik.channel.http.HttpApis;
import io.vestnik.channel.http.RegisteredTemplates;
import io.vestnik.ingress.rest.RestAnswer;
import io.vestnik.ledger.Receipts;
import io.vestnik.reply.Replies;
import io.vestnik.session.Sessions;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.PublicUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.RoutePolicy;
import org.mockito.Mockito;

/** A described channel's two routes, out and in, with everything that comes in kept as {@link News}. */
final class HttpSlice implements AutoCloseable {

    private final News news = new News();
    private final Slice slice;

    record Answered(int status, String body) {}

    HttpSlice(String channel, String api, List<ProviderSettings> providers, Consumer<Outcome> outcomes) throws Exception {
        slice = new Slice(channel, providers, outcomes, "io.vestnik.channel.http")
                .bean("channelTraits", ChannelTraits.class, new ChannelTraits())
                .bean("sessions", Sessions.class, news.bean(Sessions.class))
                .bean("replies", Replies.class, news.bean(Replies.class))
                .bean("receipts", Receipts.class, news.bean(Receipts.class))
                .bean("registeredTemplates", RegisteredTemplates.class, news.bean(RegisteredTemplates.class))
                .bean("publicUrl", PublicUrl.class, publicUrl())
                .bean("restAnswer", RestAnswer.class, new RestAnswer())
                .bean("ownAuthentication", RoutePolicy.class, Mockito.mock(RoutePolicy.class))
                .start(HttpSlice::forTests,
                        "config/clock-errors", "config/http-errors", "config/ingress-errors", "config/queue-consumers", "egress/http",
                        "core/receipts", "ingress/webhooks");
        byte[] description = Files.readAllBytes(Path.of("routes", "egress", api + ".http.yaml"));
        slice.bean(HttpApis.class).publish(Map.of(api, HttpApi.read(api, description)));
    }

    void send(Submission submission) {
        slice.camel().createProducerTemplate().sendBody("direct:egress-http-wire", submission);
    }

    /** Time-outs that a test can wait for, and no port of its own. */
    private static String forTests(String text) {
        return text.replace("connectTimeout: 5000", "connectTimeout: 500")
                .replaceAll("platform-http:(\\S+)\\s+parameters:\\s+httpMethodRestrict: GET,POST", "direct:$1");
    }

    private static PublicUrl publicUrl() {
        PublicUrl url = Mockito.mock(PublicUrl.class);
        Mockito.when(url.base()).thenReturn("https://hub.example");
        return url;
    }

    /** As the platform's HTTP door hands it to the route. */
    Answered call(String provider, Hook hook) {
        Exchange answer = slice.camel().createProducerTemplate().request("direct:ingress-webhooks-told", exchange -> {
            Message call = exchange.getMessage();
            hook.headers().forEach(call::setHeader);
            call.setHeader(Exchange.HTTP_METHOD, hook.method());
            call.setHeader(Exchange.HTTP_URI, "/hooks/channels/" + provider + hook.path());
            if (!hook.query().isEmpty()) {
                call.setHeader(Exchange.HTTP_QUERY, hook.query().entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&")));
            }
            call.setBody(hook.body().isEmpty() ? null : hook.body().getBytes(StandardCharsets.UTF_8));
        });
        return new Answered(
                answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class),
                answer.getMessage().getBody(String.class));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
