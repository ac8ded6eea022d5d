package io.vestnik.channel.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * What Camel's HTTP client must do for described providers: put the request in where nothing logs it, send it once, and wait for the
 * whole answer only so long, and for so much of it.
 */
@Component("providerHttp")
public class ProviderHttp implements HttpClientConfigurer {

    private final ScheduledThreadPoolExecutor deadlines = deadlines();

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries() // it would repeat after 429 and 503 by itself
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression() // a small answer could become a large one
                .setUserAgent("vestnik")
                .addExecInterceptorLast("provider", this::call);
    }

    private ClassicHttpResponse call(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        WireRequest wire = (WireRequest) request.getEntity();
        if (wire.isLate(Instant.now())) {
            scope.execRuntime.discardEndpoint();
            throw new IOException("connecting took too long"); // nothing went out
        }
        Future<?> deadline = deadlines.schedule(() -> cancel(scope), wire.timeout().toMillis(), TimeUnit.MILLISECONDS);
        scope.clientContext.setRequestConfig(RequestConfig.copy(scope.clientContext.getRequestConfigOrDefault())
                .setResponseTimeout(wire.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .build());
        try {
            ClassicHttpResponse response = chain.proceed(real(request, wire), scope);
            if (response.getEntity() != null) {
                response.setEntity(limited(response.getEntity(), wire.longestAnswer()));
            }
            response.removeHeaders("Content-Encoding"); // nobody asked for one: Camel would unpack it, and fail as if nothing had gone out
            scope.execRuntime.releaseEndpoint(); // read to its end: the connection is free again
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            scope.execRuntime.discardEndpoint();
            throw new AnswerLost(e); // it is connected by now: what fails before does not come here
        } finally {
            deadline.cancel(false);
        }
    }

    private static ClassicHttpRequest real(ClassicHttpRequest request, WireRequest wire) {
        ClassicHttpRequest real = new BasicClassicHttpRequest(wire.method(), request.getScheme(), request.getAuthority(), wire.path());
        wire.headers().forEach(real::addHeader);
        real.setEntity(wire.isEmpty() ? null : wire);
        return real;
    }

    /** From another thread: it closes the connection under the one that waits. */
    private static void cancel(ExecChain.Scope scope) {
        if (scope.originalRequest instanceof Cancellable request) {
            request.cancel();
        }
    }

    private static HttpEntity limited(HttpEntity answer, int longest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream content = answer.getContent(); // not closed: it would read the rest of what is too long
        byte[] some = new byte[8192];
        for (int n = content.read(some); n >= 0; n = content.read(some)) {
            bytes.write(some, 0, n);
            if (bytes.size() > longest) {
                throw new IOException("the answer is too long");
            }
        }
        return new ByteArrayEntity(bytes.toByteArray(), ContentType.parseLenient(answer.getContentType()));
    }

    private static ScheduledThreadPoolExecutor deadlines() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("wire-deadline-");
        threads.setDaemon(true);
        ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, threads);
        deadlines.setRemoveOnCancelPolicy(true);
        return deadlines;
    }
}
