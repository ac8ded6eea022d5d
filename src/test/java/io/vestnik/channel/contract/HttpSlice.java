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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.mockito.Mockito;
import org.mockito.invocation.InvocationOnMock;

/** A described channel's two routes, out and in, with everything that comes in kept as {@link News}. */
final class HttpSlice implements AutoCloseable {

    static final String PUBLIC_URL = "https://hub.example";

    /** A template that its platform has not approved. */
    static final String PAUSED = "paused_template";

    private final News news = new News();
    private final Slice slice;
    private volatile String kept;
    private volatile String made;

    record Answered(int status, String body) {}

    HttpSlice(String channel, String api, List<ProviderSettings> providers, Consumer<Outcome> outcomes) throws Exception {
        slice = new Slice(channel, providers, outcomes, "io.vestnik.channel.http")
                .bean("channelTraits", ChannelTraits.class, new ChannelTraits())
                .bean("publicUrl", PublicUrl.class, publicUrl())
                .bean("registeredTemplates", RegisteredTemplates.class, Mockito.mock(RegisteredTemplates.class, this::template))
                .bean("restAnswer", RestAnswer.class, new RestAnswer())
                .bean("receipts", Receipts.class, news.bean(Receipts.class))
                .bean("replies", Replies.class, news.bean(Replies.class))
                .bean("sessions", Sessions.class, Mockito.mock(Sessions.class, this::chat));
        slice.start(
                HttpSlice::forATest,
                "config/queue-consumers", "config/chat-errors", "config/http-errors", "config/ingress-errors", "core/receipts", "egress/http",
                "ingress/webhooks");
        byte[] description = Files.readAllBytes(Path.of("routes", "egress", api + ".http.yaml"));
        slice.bean(HttpApis.class).publish(Map.of(api, HttpApi.read(api, description)));
    }

    private Object chat(InvocationOnMock call) throws Throwable {
        return switch (call.getMethod().getName()) {
            case "kept" -> kept;
            case "keep" -> {
                made = call.getArgument(1);
                yield null;
            }
            default -> news.answer(call);
        };
    }

    private Object template(InvocationOnMock call) throws Throwable {
        if (call.getMethod().getName().equals("isRefused")) {
            Map<String, Object> template = call.<Submission>getArgument(0).template();
            return template != null && PAUSED.equals(template.get("name"));
        }
        return news.answer(call);
    }

    /** What is kept of the recipient's chat from now on; null: nothing. */
    void keeps(String chat) {
        kept = chat;
        made = null;
    }

    /** What was kept since then; null: nothing. */
    String made() {
        return made;
    }

    /** Without the HTTP door, and without the patience. */
    private static String forATest(String routes) {
        return routes.replace("connectTimeout: 5000", "connectTimeout: 500")
                .replace("uri: platform-http:/", "uri: direct:")
                .replace("      parameters:\n        httpMethodRestrict: GET,POST\n", "")
                .replace("    routePolicy: ownAuthentication\n", "");
    }

    void send(Submission submission) {
        slice.camel().createProducerTemplate().sendBody("direct:egress-http-wire", submission);
    }

    /** As the platform's HTTP door hands it to the route. */
    Answered call(String provider, Hook hook) {
        Exchange answer = slice.camel().createProducerTemplate().request("direct:ingress-webhooks-told", exchange -> {
            Message message = exchange.getMessage();
            message.setHeaders(new HashMap<>(hook.headers()));
            message.setHeader(Exchange.HTTP_METHOD, hook.method());
            message.setHeader(Exchange.HTTP_URI, "/hooks/channels/" + provider + hook.path());
            message.setHeader(Exchange.HTTP_QUERY, query(hook));
            message.setBody(hook.body().getBytes(StandardCharsets.UTF_8));
        });
        return new Answered(
                answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class),
                answer.getMessage().getBody(String.class));
    }

    /** Null: none. */
    private static String query(Hook hook) {
        return hook.query().isEmpty()
                ? null
                : hook.query().entrySet().stream()
                        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    private static PublicUrl publicUrl() {
        PublicUrl url = Mockito.mock(PublicUrl.class);
        Mockito.when(url.base()).thenReturn(PUBLIC_URL);
        return url;
    }

    boolean circuitOpen(String provider) {
        return slice.provider(provider).condition().isCircuitOpen();
    }

    News news() {
        return news;
    }

    @Override
    public void close() throws Exception {
        slice.close();
    }
}
