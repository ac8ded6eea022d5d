package io.vestnik.reply;

import io.vestnik.route.RoutesInForce;
import io.vestnik.route.RunningRoute;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The routes that want to see a reply: the one of the dialogue whose question it answers, {@code direct:replies-dialogue-NAME}, then
 * all that listen at {@code direct:replies-step-NAME}, by name.
 */
@Component("replySteps")
public class ReplySteps {

    private static final String DIALOGUE = "direct://replies-dialogue-";
    private static final String STEP = "direct://replies-step-";

    private final RoutesInForce routes;

    ReplySteps(RoutesInForce routes) {
        this.routes = routes;
    }

    public List<String> of(Received reply) {
        List<String> present = routes.running().stream().map(RunningRoute::from).sorted().toList();
        if (present.isEmpty()) {
            throw new IllegalStateException("the routes are not there yet");
        }
        List<String> steps = new ArrayList<>();
        if (reply.question() != null) {
            String dialogue = DIALOGUE + reply.question().tags().get("dialogue");
            present.stream().filter(dialogue::equals).forEach(steps::add);
        }
        present.stream().filter(from -> from.startsWith(STEP)).forEach(steps::add);
        return steps;
    }
}
