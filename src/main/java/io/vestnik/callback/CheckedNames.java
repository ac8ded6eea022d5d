package io.vestnik.callback;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Names to addresses that may be called. A name is looked up on threads of its own, since the HTTP client would wait for DNS in
 * the caller's; the client then gets what was looked up and checked, so that an answer that changes in between can't slip in.
 */
final class CheckedNames implements DnsResolver, AutoCloseable {

    /** {@link InetAddress#getAllByName}, or a test's. */
    interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private record Entry(CompletableFuture<InetAddress[]> addresses, InetAddress[] last, long askedAt) {

        boolean isOld() {
            long life = addresses.isCompletedExceptionally() ? FAILURE_LIFE : LIFE;
            return addresses.isDone() && System.nanoTime() - askedAt > life;
        }

        /** The latest good addresses, else null. */
        InetAddress[] known() {
            return addresses.isCompletedExceptionally() ? last : addresses.getNow(last);
        }
    }

    private static final long LIFE = Duration.ofSeconds(30).toNanos();
    private static final long FAILURE_LIFE = Duration.ofSeconds(2).toNanos();
    private static final int THREADS = 16;
    private static final int REMEMBERED = 10_000;
    /** Of one host: each costs a connect time-out when it does not answer. */
    private static final int TRIED = 2;

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;
    private final Lookup lookup;
    private final Predicate<InetAddress> allowed;

    CheckedNames(Lookup lookup, Predicate<InetAddress> allowed) {
        this.lookup = lookup;
        this.allowed = allowed;
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), CheckedNames::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    /** One question at a time for a name; fails with {@link AddressRefused} or {@link UnknownHostException}. */
    CompletableFuture<InetAddress[]> look(String host) {
        if (entries.size() > REMEMBERED) {
            entries.values().removeIf(Entry::isOld);
        }
        return entries.compute(plain(host), (name, entry) -> entry == null || entry.isOld() ? ask(name, entry) : entry)
                .addresses;
    }

    private Entry ask(String name, Entry before) {
        return new Entry(
                CompletableFuture.supplyAsync(() -> checked(name), threads),
                before == null ? null : before.known(),
                System.nanoTime());
    }

    private InetAddress[] checked(String name) {
        try {
            InetAddress[] addresses = Arrays.stream(lookup.of(name))
                    .filter(allowed)
                    .limit(TRIED)
                    .toArray(InetAddress[]::new);
            if (addresses.length == 0) {
                throw new AddressRefused(name);
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    /** What {@link #look} found; never asks, never blocks. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        Entry entry = entries.get(plain(host));
        InetAddress[] addresses = entry == null ? null : entry.known();
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private static String plain(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "callback-names");
        thread.setDaemon(true); // a look-up can't be interrupted
        return thread;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
