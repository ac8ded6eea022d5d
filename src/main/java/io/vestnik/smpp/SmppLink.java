package io.vestnik.smpp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.vestnik.channel.sms.SmppStatus;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One place in a provider that is to be bound: keeps a session there, and binds again when it is lost. */
final class SmppLink {

    private static final Logger LOG = LoggerFactory.getLogger(SmppLink.class);

    /** ESME_RBINDFAIL, RINVPASWD, RINVSYSID. */
    private static final Set<Integer> CREDENTIALS = Set.of(0x0D, 0x0E, 0x0F);

    private final CarrierClient client;
    private final BindRole role;
    private final SmppTimes times;
    private final SslContext tls;
    /** One thread for a link's life, so that its state needs no lock. */
    private final EventLoop loop;
    private final Backoff backoff;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile SmppSession session;
    private volatile boolean stopped;
    private boolean refused;

    /** @param tls null: in the clear */
    SmppLink(CarrierClient client, BindRole role, SmppTimes times, SslContext tls, EventLoop loop) {
        this.client = client;
        this.role = role;
        this.times = times;
        this.tls = tls;
        this.loop = loop;
        this.backoff = new Backoff(times);
    }

    /** The session that is bound; null: none is. */
    SmppSession session() {
        return session;
    }

    BindRole role() {
        return role;
    }

    void start() {
        loop.execute(this::connect);
    }

    /** Unbinds, and binds no more; completes when the connection is closed. */
    CompletableFuture<Void> stop() {
        stopped = true;
        loop.execute(() -> {
            SmppSession last = session;
            if (last == null) {
                ended.complete(null); // one that is not bound yet goes down with its event loop
            } else {
                last.unbind();
            }
        });
        return ended;
    }

    private void connect() {
        if (stopped) {
            return;
        }
        refused = false;
        SmppSession next = new SmppSession(client, this, role, times);
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true) // without it answers come in steps of 40 ms
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) times.bind().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tlsHandler(channel));
                        }
                        channel.pipeline().addLast(new PduFrames(), next);
                    }
                })
                .connect(client.address().host(), client.address().port());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                LOG.warn("Provider {} can't be reached at {}: {}", client.name(), client.address(), done.cause().getMessage());
                closed(next);
            }
        });
    }

    private SslHandler tlsHandler(Channel channel) {
        SslHandler handler = tls.newHandler(channel.alloc(), client.address().host(), client.address().port());
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must be of that host (RFC 2818 §3.1)
        handler.engine().setSSLParameters(parameters);
        return handler;
    }

    void bound(SmppSession now) {
        LOG.info("Bound to provider {} at {} as {}", client.name(), client.address(), role);
        backoff.reset();
        session = now;
        client.bindsChanged();
        client.bindTaken();
        if (stopped) {
            now.unbind();
        }
    }

    void refused(int status) {
        LOG.warn("Provider {} refuses the bind as {} with {}", client.name(), role, SmppStatus.code(status));
        refused = CREDENTIALS.contains(status);
        if (refused && !client.bound()) {
            client.bindRefused(status);
        }
    }

    void retired(SmppSession old) {
        if (session == old) {
            session = null;
            client.bindsChanged();
        }
    }

    void closed(SmppSession old) {
        retired(old);
        if (stopped) {
            ended.complete(null);
            return;
        }
        Duration wait = backoff.next(refused);
        LOG.debug("Binding to provider {} again in {}", client.name(), wait);
        loop.schedule(this::connect, wait.toMillis(), TimeUnit.MILLISECONDS);
    }
}
