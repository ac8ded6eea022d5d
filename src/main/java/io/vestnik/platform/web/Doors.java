package io.vestnik.platform.web;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Lets calls wait while a route that takes HTTP is replaced: none finds its path without one, none is cut off. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public class Doors extends HttpFilter {

    private static final long LEAVE_MILLIS = 5_000;
    private static final long WAIT_MILLIS = 10_000;

    private final AtomicInteger inside = new AtomicInteger();
    private volatile CountDownLatch opening = new CountDownLatch(0);

    /** Returns when those inside have left, or after 5 s: whoever takes longer is finished by the route itself. */
    public void close() {
        opening = new CountDownLatch(1);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LEAVE_MILLIS);
        try {
            while (inside.get() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void open() {
        opening.countDown();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().startsWith("/actuator/")) {
            chain.doFilter(request, response);
            return;
        }
        if (!enter()) {
            NotYetOpen.refuse(response, "The hub is changing its routes");
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            leave(request);
        }
    }

    private boolean enter() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        inside.incrementAndGet();
        while (opening.getCount() > 0) { // asked after it was counted: close sees it, or it sees close
            inside.decrementAndGet();
            try {
                if (!opening.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            inside.incrementAndGet();
        }
        return true;
    }

    private void leave(HttpServletRequest request) {
        try {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Leaving());
                return;
            }
        } catch (IllegalStateException e) {
            // it was completed meanwhile
        }
        inside.decrementAndGet();
    }

    /** A call that is answered by another thread. */
    private final class Leaving implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            inside.decrementAndGet();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onError(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this); // a new start forgets its listeners
        }
    }
}
