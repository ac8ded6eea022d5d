package io.vestnik.callback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** POSTs without a thread waiting. Follows no redirect, repeats nothing, keeps no cookie, uses no proxy. */
final class CallbackClient implements AutoCloseable {

    /** All of it: name look-up, connect, TLS, answer with its body. */
    static final Duration DEADLINE = Duration.ofSeconds(25);

    private static final ContentType CLOUD_EVENT =
            ContentType.create("application/cloudevents+json", StandardCharsets.UTF_8);
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout RESPONSE = Timeout.ofSeconds(15);
    /** Of an answer's body; what is longer costs its connection. */
    private static final int BODY_LIMIT = 64 * 1024;

    private final CloseableHttpAsyncClient http;
    private final CheckedNames names;
    private final Duration deadline;
    /** The HTTP client forgets some of its requests when it is closed. */
    private final Set<CompletableFuture<Answer>> open = ConcurrentHashMap.newKeySet();

    /** @param connections at once, over all targets */
    CallbackClient(CheckedNames names, int connections, Duration deadline) {
        this.names = names;
        this.deadline = deadline;
        http = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        // twice the bound: a request that was given up may keep its connection for a moment
                        .setMaxConnTotal(2 * connections)
                        .setMaxConnPerRoute(2 * TargetLane.MOST_IN_FLIGHT)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(RESPONSE)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(5)) // follows a change in DNS
                                .build())
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setHandshakeTimeout(CONNECT)
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(2).build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(CONNECT)
                        .setResponseTimeout(RESPONSE)
                        .build())
                .setUserAgent("Vestnik")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(30))
                .build();
        http.start();
    }

    /** Always completes with an answer, within the deadline. */
    CompletableFuture<Answer> post(Target target, URI url, Map<String, String> headers, String body) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        open.add(answer);
        answer.whenComplete((done, failure) -> open.remove(answer));
        AnswerConsumer consumer = new AnswerConsumer(answer);
        names.look(target.host()).whenComplete((addresses, failure) -> {
            if (failure != null) {
                answer.complete(Answer.of(failure));
            } else if (!answer.isDone()) {
                send(target, url, headers, body, consumer, answer);
            }
        });
        return answer.completeOnTimeout(Answer.timedOut(), deadline.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(consumer::headOr);
    }

    private void send(
            Target target,
            URI url,
            Map<String, String> headers,
            String body,
            AnswerConsumer consumer,
            CompletableFuture<Answer> answer) {
        try {
            BasicHttpRequest request = new BasicHttpRequest(Method.POST, url);
            headers.forEach(request::addHeader);
            Future<?> call = http.execute(
                    new HttpHost(target.scheme(), target.host(), target.port()),
                    new BasicRequestProducer(request, new BasicAsyncEntityProducer(body, CLOUD_EVENT)),
                    consumer,
                    null,
                    null,
                    consumer);
            answer.whenComplete((done, failure) -> call.cancel(true));
        } catch (RuntimeException e) { // the client is closed, or can't make sense of the URL
            consumer.failed(e);
        }
    }

    /** Ends what is in flight as not answered. */
    @Override
    public void close() throws InterruptedException {
        open.forEach(answer -> answer.complete(Answer.broken("the hub is stopping")));
        http.initiateShutdown();
        http.awaitShutdown(TimeValue.ofSeconds(1));
        http.close(CloseMode.IMMEDIATE);
        names.close();
    }

    /** Keeps the head of the answer and drops its body. */
    private static final class AnswerConsumer implements AsyncResponseConsumer<Void>, FutureCallback<Void> {

        private final CompletableFuture<Answer> answer;
        private volatile Answer head;
        private volatile FutureCallback<Void> exchange;
        private int left = BODY_LIMIT;

        AnswerConsumer(CompletableFuture<Answer> answer) {
            this.answer = answer;
        }

        /** What was answered counts, even if its body broke off or never ended. */
        Answer headOr(Answer otherwise) {
            return head != null ? head : otherwise;
        }

        @Override
        public void consumeResponse(
                HttpResponse response, EntityDetails entity, HttpContext context, FutureCallback<Void> callback) {
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            head = Answer.of(
                    response.getCode(),
                    RetryAfter.of(retryAfter == null ? null : retryAfter.getValue(), Instant.now()));
            exchange = callback;
            if (entity == null) {
                callback.completed(null);
            }
        }

        @Override
        public void consume(ByteBuffer data) throws IOException {
            left -= data.remaining();
            data.position(data.limit());
            if (left < 0) {
                throw new IOException("the answer's body is too long");
            }
        }

        @Override
        public void streamEnd(List<? extends Header> trailers) {
            exchange.completed(null);
        }

        @Override
        public void updateCapacity(CapacityChannel capacity) throws IOException {
            capacity.update(Integer.MAX_VALUE);
        }

        @Override
        public void completed(Void nothing) {
            answer.complete(Answer.broken("no answer"));
        }

        @Override
        public void failed(Exception cause) {
            answer.complete(Answer.of(cause));
        }

        @Override
        public void cancelled() {
            answer.complete(Answer.timedOut());
        }

        @Override
        public void informationResponse(HttpResponse response, HttpContext context) {
            // 1xx: the answer is still to come
        }

        @Override
        public void releaseResources() {
            // holds none
        }
    }
}
