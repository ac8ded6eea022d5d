package io.vestnik.ingress.smpp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vestnik.esme.Delivers;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.settings.VestnikSettings.SmppSettings;
import io.vestnik.smpp.PduFrames;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The sockets of the SMPP door. It listens from the first start of its route until the hub stops: a route that is replaced drops no
 * session.
 */
@Component
class SmppServer {

    private static final Logger LOG = LoggerFactory.getLogger("io.vestnik");
    private static final int EVENT_LOOPS = 2;
    private static final long SWEEP_SECONDS = 1;

    private final SmppSettings settings;
    private final boolean loopbackOnly;
    private final Logins logins;
    private final Sessions sessions;
    private final SmppTls tls;
    private final DeliverFates fates;
    private final ServerTimes times;
    private final CommandDesk desk = new CommandDesk();
    private final List<Channel> listening = new ArrayList<>();

    private EventLoopGroup loops; // null: stopped
    private Future<?> sweeper;

    @Autowired
    SmppServer(VestnikSettings settings, Logins logins, Sessions sessions, SmppTls tls, Delivers delivers) {
        this(settings, logins, sessions, tls, DeliverFates.of(delivers), ServerTimes.STANDARD);
    }

    SmppServer(
            VestnikSettings settings, Logins logins, Sessions sessions, SmppTls tls, DeliverFates fates, ServerTimes times) {
        this.settings = settings.smpp();
        this.loopbackOnly = settings.smpp().address() == null && settings.accounts().isEmpty();
        this.logins = logins;
        this.sessions = sessions;
        this.tls = tls;
        this.fates = fates;
        this.times = times;
    }

    Logins logins() {
        return logins;
    }

    Sessions sessions() {
        return sessions;
    }

    CommandDesk desk() {
        return desk;
    }

    DeliverFates fates() {
        return fates;
    }

    ServerTimes times() {
        return times;
    }

    /** Returns when it listens. May be called again. */
    synchronized void start() {
        if (loops != null) {
            return;
        }
        loops = new NioEventLoopGroup(EVENT_LOOPS, new DefaultThreadFactory("smpp-server", true));
        desk.reopen();
        sweeper = loops.scheduleWithFixedDelay(desk::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
        try {
            listen("port", settings.port(), false);
            if (settings.tlsPort() != null) {
                listen("tls-port", settings.tlsPort(), true);
            }
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void listen(String key, int port, boolean secured) {
        InetSocketAddress place = place(port);
        ServerBootstrap server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true) // without it answers come in steps of 40 ms
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (secured) {
                            channel.pipeline().addLast(tls.context().newHandler(channel.alloc()));
                        }
                        // what was read with it waits there while a session reads no further
                        channel.pipeline().addLast(new PduFrames(), new FlowControlHandler(), new SessionHandler(SmppServer.this));
                    }
                });
        var bound = server.bind(place).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException("vestnik.smpp." + key + ": can't listen at " + place + ": " + bound.cause().getMessage());
        }
        listening.add(bound.channel());
        InetSocketAddress real = (InetSocketAddress) bound.channel().localAddress();
        LOG.info("SMPP   {}:{}{}", real.getAddress().getHostAddress(), real.getPort(), secured ? " (TLS)" : "");
    }

    private InetSocketAddress place(int port) {
        if (loopbackOnly) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        }
        return settings.address() == null ? new InetSocketAddress(port) : new InetSocketAddress(settings.address(), port);
    }

    /** The port that it listens at in the clear. */
    synchronized int port() {
        return ((InetSocketAddress) listening.get(0).localAddress()).getPort();
    }

    /** False: there are as many connections as may be. */
    boolean opened(ServerSession session) {
        return sessions.opened(session, settings.connections());
    }

    /** Takes no more connections; what is in hand is answered, and clients are unbound. */
    synchronized void stop() {
        if (loops == null) {
            return;
        }
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        listening.clear();
        desk.close();
        sessions.end("the hub stops", times.end().plusSeconds(1));
        sweeper.cancel(false);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(); // closes what is left
        loops = null;
    }
}
