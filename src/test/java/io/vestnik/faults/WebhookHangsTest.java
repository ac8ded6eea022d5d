package io.vestnik.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client's webhook takes requests and never answers. */
class WebhookHangsTest {

    @Test
    void theOthersAreToldAndItIsToldWhenItIsBack() throws Exception {
        Scene scene = Scene.outside();
        scene.mend();
        scene.bakery.webhook().hang();
        Load hanging = Load.start("its own webhook hangs", scene, scene.bakery, scene.hub).awaitAccepted(1 / 4.0);
        await().atMost(Duration.ofSeconds(30)).until(() -> scene.bakery.webhook().unanswered() > 0);
        Load others = Load.start("another account's webhook hangs", scene);
        others.reckon().nothingLost(0);
        assertThat(scene.bakery.webhook().held()).as("it hangs still").isPositive();
        Load.lastOut();
        assertThat(scene.bakery.webhook().unanswered()).as("it is given a few at a time").isLessThanOrEqualTo(20);
        scene.bakery.webhook().recover();
        hanging.faultOver();
        hanging.reckon().nothingLost(0);
        assertThat(hanging.seen().refusals()).isEmpty();
    }
}
