package io.vestnik.channel.telegram;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.springframework.stereotype.Component;

/**
 * What Camel's HTTP client must do for the Bot API: put the token into the path where nothing logs it, send a request once,
 * and read an answer only so long.
 */
@Component("telegramHttp")
public class TelegramHttp implements HttpClientConfigurer {

    private static final int LONGEST_ANSWER = 8 * 1024 * 1024; // 100 updates
    private static final Duration LONGEST_READING = Duration.ofSeconds(10);
    private static final Pattern BOT = Pattern.compile("/bot:([A-Za-z0-9._-]+)/");

    private final TelegramBots bots;

    TelegramHttp(TelegramBots bots) {
        this.bots = bots;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries() // it would repeat after 429 and 503 by itself
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .addExecInterceptorLast("telegram", this::call);
    }

    private ClassicHttpResponse call(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Matcher bot = BOT.matcher(request.getPath());
        if (bot.find()) {
            String token = bots.find(bot.group(1)).orElseThrow().token();
            request.setPath(bot.replaceFirst("/bot" + token + "/"));
        }
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() != null) {
                response.setEntity(limited(response.getEntity()));
            }
            scope.execRuntime.releaseEndpoint(); // read to its end: the connection is free again
            return response;
        } catch (IOException e) {
            scope.execRuntime.discardEndpoint();
            throw new AnswerLost(e); // it is connected by now: what fails before does not come here
        }
    }

    private static HttpEntity limited(HttpEntity answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long end = System.nanoTime() + LONGEST_READING.toNanos();
        InputStream content = answer.getContent(); // not closed: it would read the rest of what is too long
        byte[] some = new byte[8192];
        for (int n = content.read(some); n >= 0; n = content.read(some)) {
            bytes.write(some, 0, n);
            if (bytes.size() > LONGEST_ANSWER || System.nanoTime() - end > 0) {
                throw new IOException("the answer is too long");
            }
        }
        return new ByteArrayEntity(bytes.toByteArray(), ContentType.parseLenient(answer.getContentType()));
    }
}
