package io.vestnik.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.alert.Alerts;
import io.vestnik.settings.ProviderSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {

    private final AtomicLong nanos = new AtomicLong(42);
    private final AtomicInteger nodes = new AtomicInteger(1);
    private final List<String> told = new ArrayList<>();
    private final Alerts alerts =
            new Alerts(alert -> told.add(alert.kind() + " " + alert.state() + " " + alert.subject()), Clock.systemUTC());

    @Test
    void givesAChannelWithoutProvidersToTheSandbox() throws Exception {
        Providers providers = providers();

        assertThat(providers.sandboxed("email")).isTrue();
        assertThat(providers.sandboxed("sms")).isTrue();
        Reservation room = providers.reserve("email", false, 200);
        assertThat(room.slots()).isEqualTo(200);
        assertThat(room.provider().name()).isEqualTo("sandbox");
        assertThat(room.provider().channel()).isEqualTo("email");
    }

    @Test
    void waitsForASessionBeforeItUsesAnSmppProvider() {
        Providers providers = providers(provider("a", 50, null, 1));
        assertThat(attempt(providers, false, 1)).isNull();

        providers.of("sms").get(0).bound(1);

        assertThat(attempt(providers, false, 1)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "2, 1, 1", "10, 9, 1", "50, 45, 5", "100, 90, 10"})
    void keepsATenthOfTheWindowForExpress(int window, int bulk, int express) {
        Providers providers = bound(provider("a", window, null, 1));

        assertThat(attempt(providers, false, 1_000).slots()).isEqualTo(bulk);
        assertThat(attempt(providers, false, 1)).isNull();
        Reservation lane = attempt(providers, true, 1_000);
        assertThat(lane == null ? 0 : lane.slots()).isEqualTo(express);
        assertThat(attempt(providers, true, 1)).isNull();
    }

    @Test
    void theWindowIsThatOfTheSessionsThatAreBound() {
        Providers providers = providers(new ProviderSettings(
                "a", URI.create("smpp://u:p@127.0.0.1:1"), "trx", 3, false, 10, null, 1, "as-is", Map.of(), Map.of(), Map.of(), null, null, null, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO));
        Provider a = providers.of("sms").get(0);

        a.bound(3);
        assertThat(a.window()).isEqualTo(30);
        a.bound(1);
        assertThat(a.window()).isEqualTo(10);
    }

    @Test
    void givesBackWhatIsNotUsed() {
        Providers providers = bound(provider("a", 10, null, 1));

        Reservation first = attempt(providers, true, 10);
        first.settle(3);
        first.settle(0);

        assertThat(first.provider().inFlight()).isEqualTo(3);
        assertThat(attempt(providers, true, 10).slots()).isEqualTo(7);
    }

    @Test
    void waitsUntilTheDebtOfALongMessageIsPaid() {
        Providers providers = bound(provider("a", 10, null, 1));

        attempt(providers, true, 10).settle(14);
        Provider a = providers.of("sms").get(0);
        a.release(4);
        assertThat(attempt(providers, true, 1)).isNull();
        a.release(1);

        assertThat(attempt(providers, true, 10).slots()).isEqualTo(1);
    }

    @Test
    void spendsTokensAtTheRate() {
        Providers providers = bound(provider("a", 10_000, 500, 1));

        assertThat(drain(providers)).isEqualTo(9); // 20 ms of the rate, and one kept for express
        int sent = 0;
        for (int ms = 0; ms < 1_000; ms += 10) {
            nanos.addAndGet(10_000_000);
            sent += drain(providers);
        }
        assertThat(sent).isEqualTo(500);
        assertThat(attempt(providers, true, 10).slots()).as("express has its own").isEqualTo(1);
    }

    @Test
    void dividesTheRateByTheLiveNodes() {
        nodes.set(5);
        Providers providers = bound(provider("a", 10_000, 500, 1));
        drain(providers);
        int sent = 0;
        for (int ms = 0; ms < 1_000; ms += 10) {
            nanos.addAndGet(10_000_000);
            sent += drain(providers);
        }
        assertThat(sent).isEqualTo(100);
    }

    @Test
    void settlesTokensToo() {
        Providers providers = bound(provider("a", 10_000, 500, 1));

        attempt(providers, true, 10).settle(0);
        Reservation second = attempt(providers, true, 10);
        assertThat(second.slots()).isEqualTo(10);
        second.settle(15);
        nanos.addAndGet(Duration.ofMillis(11).toNanos());
        assertThat(attempt(providers, true, 10)).as("5 tokens in debt, 5.5 refilled").isNull();
        nanos.addAndGet(Duration.ofMillis(2).toNanos());

        assertThat(attempt(providers, true, 10)).isNotNull();
    }

    @Test
    void sharesTheLoadByTheWeights() {
        Providers providers = bound(provider("a", 100, null, 60), provider("b", 100, null, 40));
        Map<String, Integer> sent = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Reservation room = attempt(providers, false, 1);
            sent.merge(room.provider().name(), 1, Integer::sum);
            order.add(room.provider().name());
            room.provider().release(1);
        }
        assertThat(sent).isEqualTo(Map.of("a", 600, "b", 400));
        assertThat(order.subList(0, 10)).as("smooth").doesNotContainSequence("a", "a", "a").contains("b");
    }

    @Test
    void sharesCountWhatWasUsedNotWhatWasReserved() {
        Providers providers = bound(provider("a", 100, null, 1), provider("b", 100, null, 1));
        Map<String, Integer> sent = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            Reservation room = attempt(providers, false, 50);
            int used = i % 2 == 0 ? 50 : 1;
            room.settle(used);
            room.provider().release(used);
            sent.merge(room.provider().name(), used, Integer::sum);
        }
        assertThat(sent.get("a")).isCloseTo(sent.get("b"), org.assertj.core.data.Offset.offset(100));
    }

    @Test
    void oneThatWasAwayTakesItsShareAndNoMore() {
        Providers providers = bound(provider("a", 100, null, 1), provider("b", 100, null, 1));
        providers.of("sms").get(1).bound(0);
        for (int i = 0; i < 100; i++) {
            assertThat(attempt(providers, false, 1).provider().name()).isEqualTo("a");
            providers.of("sms").get(0).release(1);
        }
        providers.of("sms").get(1).bound(1);
        int b = 0;
        for (int i = 0; i < 20; i++) {
            Reservation room = attempt(providers, false, 1);
            b += room.provider().name().equals("b") ? 1 : 0;
            room.provider().release(1);
        }
        assertThat(b).isEqualTo(10);
    }

    @Test
    void pausesAThrottledProviderLongerEachTime() {
        Providers providers = bound(provider("a", 100, null, 1));
        Provider a = providers.of("sms").get(0);

        for (long pause : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000}) {
            a.throttled();
            a.throttled(); // the rest of the burst
            nanos.addAndGet(Duration.ofMillis(pause - 1).toNanos());
            assertThat(a.usable()).as("within %s ms", pause).isFalse();
            nanos.addAndGet(Duration.ofMillis(1).toNanos());
            assertThat(a.usable()).as("after %s ms", pause).isTrue();
        }
        a.succeeded(10);
        a.throttled();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(a.usable()).as("back to normal").isTrue();
    }

    @Test
    void restsForAsLongAsItWasAsked() {
        Providers providers = bound(provider("a", 100, null, 1));
        Provider a = providers.of("sms").get(0);
        a.rest(Duration.ofSeconds(40));
        a.rest(Duration.ofSeconds(5)); // of a request that was under way: no shorter
        nanos.addAndGet(Duration.ofSeconds(40).toNanos() - 1);
        assertThat(a.usable()).isFalse();
        nanos.addAndGet(1);
        assertThat(a.usable()).isTrue();
    }

    @Test
    void triesARefusingProviderWithOneMessageAfterAWhile() {
        Providers providers = bound(provider("a", 100, null, 1));
        Provider a = providers.of("sms").get(0);
        a.openCircuit("0x0000000E");
        assertThat(attempt(providers, true, 1)).isNull();

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(attempt(providers, false, 50).slots()).isEqualTo(1);
        assertThat(attempt(providers, false, 50)).as("the trial is out").isNull();
        a.openCircuit("0x0000000E");
        a.release(1);
        assertThat(attempt(providers, false, 50)).as("the trial failed").isNull();

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(attempt(providers, false, 50).slots()).isEqualTo(1);
        a.succeeded(1);
        assertThat(attempt(providers, false, 50).slots()).isEqualTo(50);
    }

    @Test
    void tellsOperatorsOnceThatACircuitIsOpenAndOnceThatItIsNot() {
        Providers providers = bound(provider("a", 100, null, 1));
        Provider a = providers.of("sms").get(0);
        a.openCircuit("0x0000000E");
        a.openCircuit("0x0000000E");
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        attempt(providers, false, 1);
        a.openCircuit("0x0000000E");
        a.release(1);
        assertThat(told).containsExactly("circuit_open firing sms/a");
        assertThat(a.condition().circuit()).isEqualTo("open");

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        attempt(providers, false, 1);
        a.succeeded(1);
        a.succeeded(1);
        assertThat(told).containsExactly("circuit_open firing sms/a", "circuit_open resolved sms/a");
        assertThat(a.condition().circuit()).isEqualTo("closed");
    }

    @Test
    void triesAgainWhenTheTrialToldNothing() {
        Providers providers = bound(provider("a", 100, null, 1));
        Provider a = providers.of("sms").get(0);
        a.openCircuit("x");
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());

        attempt(providers, false, 1).settle(0);

        assertThat(attempt(providers, false, 1)).isNotNull();
    }

    @Test
    void wakesWhoWaitsForASlot() {
        Providers providers = new Providers(Map.of("sms", List.of(provider("a", 1, null, 1))), () -> 1);
        Provider a = providers.of("sms").get(0);
        CompletableFuture<Reservation> waiting = reserve(providers, false, 1);
        assertThat(waiting).isNotDone();
        a.bound(1);
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
        CompletableFuture<Reservation> next = reserve(providers, false, 1);
        assertThat(next).isNotDone();

        a.release(1);

        assertThat(next).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void wakesWhoWaitsForThePauseToEnd() {
        Providers providers = new Providers(Map.of("sms", List.of(provider("a", 10, null, 1))), () -> 1);
        Provider a = providers.of("sms").get(0);
        a.bound(1);
        a.throttled();

        assertThat(reserve(providers, false, 1)).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void letsExpressGoBeforeBulk() {
        Providers providers = new Providers(Map.of("sms", List.of(provider("a", 1, null, 1))), () -> 1);
        Provider a = providers.of("sms").get(0);
        List<String> order = java.util.Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> bulk = reserve(providers, false, 1).thenAccept(r -> order.add("bulk"));
        CompletableFuture<Void> express = reserve(providers, true, 1).thenAccept(r -> {
            order.add("express");
            r.provider().release(1);
        });
        a.bound(1);

        CompletableFuture.allOf(bulk, express).orTimeout(5, TimeUnit.SECONDS).join();

        assertThat(order).containsExactly("express", "bulk");
    }

    @Test
    void losesNoWakeUpAndNoSlotUnderManyThreads() throws Exception {
        Providers providers = new Providers(Map.of("sms", List.of(provider("a", 20, null, 3), provider("b", 20, null, 1))), () -> 1);
        providers.of("sms").forEach(p -> p.bound(1));
        int threads = 8;
        int rounds = 2_000;
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            boolean express = t == 0;
            new Thread(() -> {
                try {
                    for (int i = 0; i < rounds; i++) {
                        Reservation room = providers.reserve("sms", express, 1 + i % 30);
                        int used = i % 7 == 0 ? room.slots() + 5 : room.slots() / 2;
                        room.settle(used);
                        room.provider().release(used);
                    }
                    done.countDown();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }).start();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(providers.of("sms")).allMatch(p -> p.inFlight() == 0));
    }

    @Test
    void aCircuitOpensAfterTenFaultsInARow() {
        Providers providers = bound(provider("a", 100, null, 1), provider("b", 100, null, 1));
        Provider a = providers.of("sms").get(0);
        for (int i = 0; i < 9; i++) {
            a.faulted("0x00000008");
            a.throttled(); // no fault, and no success either
        }
        assertThat(a.condition().circuit()).isEqualTo("closed");
        a.faulted("0x00000008");
        a.faulted("0x00000008");
        assertThat(a.condition().circuit()).isEqualTo("open");
        assertThat(told).containsExactly("circuit_open firing sms/a");
    }

    @Test
    void faultsOpenNoCircuitWhileNoOtherServes() {
        Providers providers = bound(provider("a", 100, null, 1), provider("b", 100, null, 1));
        providers.of("sms").get(1).throttled();
        Provider a = providers.of("sms").get(0);
        fail(a);
        fail(a);
        assertThat(a.condition().circuit()).isEqualTo("closed");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        fail(a);
        assertThat(a.condition().circuit()).isEqualTo("open");
    }

    @Test
    void aSuccessInBetweenKeepsTheCircuitClosed() {
        Provider a = bound(provider("a", 100, null, 1), provider("b", 100, null, 1)).of("sms").get(0);
        for (int i = 0; i < 30; i++) {
            a.faulted("timeout");
            if (i % 9 == 8) {
                a.succeeded(1);
            }
        }
        assertThat(a.condition().circuit()).isEqualTo("closed");
    }

    @Test
    void aTrialThatIsAFaultKeepsItOpenAndOneThatSucceedsClosesIt() {
        Providers providers = bound(provider("a", 100, null, 1), provider("b", 100, null, 1));
        Provider a = providers.of("sms").get(0);
        fail(a);
        assertThat(a.usable()).isFalse();
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(avoiding(providers, "b")).extracting(r -> r.provider().name()).isEqualTo("a");
        assertThat(a.condition().circuit()).isEqualTo("trial");
        a.faulted("timeout");
        a.release(1);
        assertThat(a.usable()).isFalse();

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(avoiding(providers, "b")).extracting(r -> r.provider().name()).isEqualTo("a");
        a.succeeded(1);
        a.release(1);
        assertThat(a.usable()).isTrue();
        a.faulted("timeout");
        assertThat(a.condition().circuit()).as("counted from the start").isEqualTo("closed");
    }

    @Test
    void namesTheOthersThatTakeMessages() {
        Providers providers = bound(provider("a", 9, null, 1), provider("b", 9, null, 1), provider("c", 9, null, 1));
        Provider a = providers.of("sms").get(0);
        Provider b = providers.of("sms").get(1);
        assertThat(a.others()).containsExactlyInAnyOrder("b", "c");
        b.throttled();
        assertThat(a.others()).containsExactly("c");
        fail(providers.of("sms").get(2));
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(a.others()).as("a trial is for one message alone").containsExactly("b");
    }

    @Test
    void whatAProviderRefusedGoesToAnotherThatHasRoomElseToIt() {
        Providers providers = bound(provider("a", 100, null, 1), provider("b", 1, null, 1));
        Provider b = providers.of("sms").get(1);
        assertThat(avoiding(providers, "a").provider().name()).isEqualTo("b");
        assertThat(avoiding(providers, "a").provider().name()).as("b's window is full").isEqualTo("a");
        b.release(1);
        assertThat(avoiding(providers, "a").provider().name()).isEqualTo("b");
    }

    @Test
    void whatAProviderRefusedGoesThereAgainWhenTheOthersAreGone() {
        Providers providers = bound(provider("a", 100, null, 1), provider("b", 100, null, 1));
        providers.of("sms").get(1).bound(0);
        assertThat(avoiding(providers, "a").provider().name()).isEqualTo("a");
        assertThat(avoiding(providers, "a", "b").provider().name()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({"100, 500", "50, 333", "10, 91", "0, 10"})
    void itsHealthWeighsItsShare(int weight, int ofThousand) {
        Providers providers = bound(provider("a", 100, null, 1), provider("b", 100, null, 1));
        providers.of("sms").get(0).weigh(weight);
        int a = 0;
        for (int i = 0; i < 1_000; i++) {
            Reservation room = attempt(providers, false, 1);
            a += room.provider().name().equals("a") ? 1 : 0;
            room.provider().release(1);
        }
        assertThat(a).isBetween(ofThousand - 1, ofThousand + 1);
    }

    private static void fail(Provider provider) {
        for (int i = 0; i < 10; i++) {
            provider.faulted("timeout");
        }
    }

    private Reservation avoiding(Providers providers, String... names) {
        return providers.pool("sms").attempt(true, 1, Set.of(names));
    }

    private CompletableFuture<Reservation> reserve(Providers providers, boolean express, int wanted) {
        return reserve(providers, express, wanted, Set.of());
    }

    private CompletableFuture<Reservation> reserve(Providers providers, boolean express, int wanted, Set<String> avoid) {
        CompletableFuture<Reservation> found = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                found.complete(providers.reserve("sms", express, wanted, avoid));
            } catch (InterruptedException e) {
                found.completeExceptionally(e);
            }
        });
        thread.start();
        await().until(() -> found.isDone() || thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING);
        return found;
    }

    private int drain(Providers providers) {
        int taken = 0;
        for (Reservation room = attempt(providers, false, 1_000); room != null; room = attempt(providers, false, 1_000)) {
            taken += room.slots();
            room.provider().release(room.slots());
        }
        return taken;
    }

    private Reservation attempt(Providers providers, boolean express, int wanted) {
        return providers.pool("sms").attempt(express, wanted, Set.of());
    }

    private Providers bound(ProviderSettings... all) {
        Providers providers = providers(all);
        providers.of("sms").forEach(p -> p.bound(1));
        return providers;
    }

    private Providers providers(ProviderSettings... all) {
        return new Providers(all.length == 0 ? Map.of() : Map.of("sms", List.of(all)), nodes::get, nanos::get, alerts);
    }

    private static ProviderSettings provider(String name, int window, Integer rate, int share) {
        return new ProviderSettings(
                name, URI.create("smpp://u:p@127.0.0.1:1"), "trx", 1, false, window, rate, share, "as-is", Map.of(), Map.of(), Map.of(),
                null, null, null, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO);
    }
}
