package io.vestnik.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two hubs share a database and a broker; at the end one is killed, and the other one finishes what both had promised. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesTest {

    private static final int SCHEDULED = Math.min(1_000, Load.MESSAGES / 2);

    private static Scene scene;
    private static Hub second;

    @BeforeAll
    static void start() throws Exception {
        scene = Scene.outside();
        scene.mend();
        Load.start("none, with one node", scene).reckon().nothingLost(0);
        second = scene.node("second");
        await().atMost(Duration.ofSeconds(30)).until(() -> scene.carrier.bound() == 2);
    }

    @AfterAll
    static void stop() {
        second.close();
    }

    @Test
    @Order(1)
    void bothTakeTheirPart() throws Exception {
        Load.start("none, with two nodes", scene, scene.school, scene.hub, second).reckon().nothingLost(0);
        assertThat(nodes()).allSatisfy(node -> assertThat(batched(node, "vestnik.egress.sms")).isPositive());
    }

    /** Both clocks look for the rows of the same moment; each row goes into the queue once, and is taken from it once. */
    @Test
    @Order(2)
    void bothClocksRunAndNeitherDoesTheOthersWork() {
        Customer school = scene.school.at(scene.hub);
        double before = nodes().mapToDouble(node -> batched(node, "vestnik.accepted")).sum();
        String at = Instant.now().plusSeconds(5).toString();
        List<String> ids = new ArrayList<>();
        String lines = "{'to':{'phone':'+7916%07d'},'class':'transactional','text':'x','sendAt':'%s'}";
        for (int i = 0; i < SCHEDULED; i++) {
            ids.add(school.send(lines.formatted(1_000_000 + i, at)));
        }
        ids.forEach(id -> assertThat(school.ended(id).get("status").asText()).isEqualTo("delivered"));
        double taken = nodes().mapToDouble(node -> batched(node, "vestnik.accepted")).sum() - before;
        assertThat(taken).isEqualTo(SCHEDULED);
        assertThat(scene.carrier.accepted()).filteredOn(submit -> submit.destination().startsWith("79161")).hasSize(SCHEDULED);
    }

    @Test
    @Order(3)
    void theOtherNodeFinishesWhatAKilledOneHadPromised() throws Exception {
        Load load = Load.start("one of two nodes killed", scene, scene.school, scene.hub, second).awaitAccepted(1 / 2.0);
        scene.carrier.delay(Duration.ofSeconds(3));
        await().atMost(Duration.ofSeconds(30)).until(() -> scene.carrier.unanswered() > Scene.FULL); // more than one node's window
        load.faultBegins();
        second.kill();
        scene.carrier.delay(Duration.ofMillis(20));
        load.faultOver();
        load.reckon().nothingLost(2 * Scene.WINDOW);
        assertThat(load.seen().refusals().keySet()).as("only the dead one did not answer").isSubsetOf(0);
    }

    private static Stream<Hub> nodes() {
        return Stream.of(scene.hub, second);
    }

    /** How many rows this node took from a queue ever. */
    private static double batched(Hub node, String queue) {
        return Scrape.of(node, "root-key").value("vestnik_batch_size_sum", "batch=\"" + queue + "\"");
    }
}
