package io.vestnik.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.http.HttpApis;
import io.vestnik.platform.web.Doors;
import io.vestnik.route.Fault;
import io.vestnik.route.RoutesInForce;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class RouteWatchTest {

    @TempDir
    Path folder;

    /** Fails once in a way that nobody thought of. */
    private static final class Failing extends LiveRoutes {

        private final AtomicInteger offers = new AtomicInteger();
        private final List<Fault> told = new CopyOnWriteArrayList<>();

        Failing() {
            super(
                    new DefaultListableBeanFactory(),
                    new MockEnvironment(),
                    Settings.of(),
                    new HttpApis(new ChannelTraits()),
                    new Doors(),
                    new RoutesInForce(),
                    Clock.systemUTC());
        }

        @Override
        synchronized boolean offer(Collection<RouteFile> saved) {
            if (offers.incrementAndGet() == 1) {
                throw new StackOverflowError("deep");
            }
            return true;
        }

        @Override
        synchronized void refuse(Fault whole) {
            told.add(whole);
        }
    }

    @Test
    void outlivesWhateverGoesWrongAndTellsItAndTriesAgain() throws Exception {
        Files.writeString(folder.resolve("a.camel.yaml"), "- route: {}\n");
        Failing routes = new Failing();
        RouteWatch watch = new RouteWatch(Settings.of("vestnik.routes-dir", folder.toString()), routes);
        watch.start();
        try {
            await().until(() -> routes.offers.get() == 2);
            assertThat(routes.told).hasSize(1);
            assertThat(routes.told.get(0).toString()).startsWith(folder + ": could not be brought up to date").contains("deep");
        } finally {
            watch.stop(new ContextClosedEvent(new StaticApplicationContext()));
        }
    }
}
