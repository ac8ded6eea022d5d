package io.vestnik.platform.routes;

import io.vestnik.route.Fault;
import io.vestnik.settings.VestnikSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks at the routes folder all the time, by content: network file systems and containers tell of no change, or of too many.
 * What is half written is not looked at: it acts when two looks in a row see the same, and waits longer where files are missing.
 */
@Component
class RouteWatch {

    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);
    private static final long LOOK_MILLIS = 500;
    private static final long STOP_MILLIS = 3_000;
    private static final int LOOKS = 2;
    private static final int LOOKS_WHEN_FEWER = 4; // a folder that is being copied, an editor that writes a new file

    private final Path folder;
    private final LiveRoutes routes;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "routes");
    private List<RouteFile> taken;
    private List<RouteFile> seen;
    private Fault told;
    private boolean unfinished;
    private int looks;

    RouteWatch(VestnikSettings settings, LiveRoutes routes) {
        this.folder = settings.routesDir();
        this.routes = routes;
        thread.setDaemon(true);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() throws IOException {
        taken = Files.isDirectory(folder) ? null : List.of(); // null: what was saved since the start was read is looked at too
        thread.start();
    }

    /** Before the routes stop; one change is finished. */
    @EventListener
    void stop(ContextClosedEvent event) throws InterruptedException {
        if (event.getApplicationContext().getParent() == null) { // a SOAP route that is reloaded closes a context of its own
            closed.countDown();
            thread.join(STOP_MILLIS);
        }
    }

    private void watch() {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            List<RouteFile> now = RouteFiles.onDisk(folder);
            looks = same(now, seen) ? looks + 1 : 1;
            seen = now;
            boolean fewer = taken != null && now.size() < taken.size();
            if (looks >= (fewer ? LOOKS_WHEN_FEWER : LOOKS) && (unfinished || !same(now, taken))) {
                unfinished = true;
                unfinished = !take(now);
                taken = now;
                told = null;
            }
        } catch (IOException e) {
            looks = 0; // a file went while it was read: the next look will see
        } catch (RuntimeException | Error e) { // the thread must not end: nobody would see that no file is looked at any more
            looks = 0; // and it is tried again
            failed(e);
        }
    }

    private void failed(Throwable e) {
        Fault fault = new Fault(folder.toString(), 0, "could not be brought up to date: " + Reason.line(e.toString()));
        if (!fault.equals(told)) {
            told = fault;
            LOG.error(fault.toString(), e);
        }
        try {
            routes.refuse(fault);
        } catch (RuntimeException | Error again) {
            // the log has it
        }
    }

    /** False: it must be offered again. */
    private boolean take(List<RouteFile> now) {
        if (now.isEmpty()) {
            routes.refuse(new Fault(
                    folder.toString(), 0, Files.isDirectory(folder) ? "has no *" + RouteFile.SUFFIX : "is gone"));
            return true;
        }
        return routes.offer(now);
    }

    private static boolean same(List<RouteFile> some, List<RouteFile> others) {
        if (others == null || some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).sameAs(others.get(i))) {
                return false;
            }
        }
        return true;
    }
}
