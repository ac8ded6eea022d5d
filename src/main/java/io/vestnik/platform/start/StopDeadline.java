package io.vestnik.platform.start;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A stop takes 30 s at most. Each part has its own limit, but a database that is silent makes them add up; what is given up
 * then is as safe as after a SIGKILL, since all of it is rows.
 */
@Component
class StopDeadline {

    private static final Duration LIMIT = Duration.ofSeconds(28); // and what the process itself needs
    private static final int TOLD_FRAMES = 6;
    private static final Logger LOG = LoggerFactory.getLogger(StopDeadline.class);

    private final Thread hook = new Thread(StopDeadline::watch, "stop-deadline");

    StopDeadline() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A context that ends alone leaves the process as it found it. */
    @PreDestroy
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process ends: now it is needed
        }
    }

    private static void watch() {
        Thread watch = new Thread(StopDeadline::end, "stop-deadline");
        watch.setDaemon(true); // ends with a process that ends in time
        watch.start();
    }

    private static void end() {
        try {
            Thread.sleep(LIMIT.toMillis());
        } catch (InterruptedException e) {
            return;
        }
        LOG.error("not ended in {} s, the rest is left as rows; held up at {}", LIMIT.toSeconds(), place());
        Runtime.getRuntime().halt(1);
    }

    private static String place() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("SpringApplicationShutdownHook"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .filter(frame -> !frame.getClassName().startsWith("java"))
                .limit(TOLD_FRAMES)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .collect(Collectors.joining(" < "));
    }
}
