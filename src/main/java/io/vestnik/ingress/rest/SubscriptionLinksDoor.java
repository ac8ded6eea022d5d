package io.vestnik.ingress.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.consent.ConsentReader;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.form.JsonReader;
import io.vestnik.settings.SubscriptionSettings;
import io.vestnik.subscription.Link;
import io.vestnik.subscription.Links;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Links to the page where a person says what to be sent. */
@Component
public class SubscriptionLinksDoor {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final Links links;
    private final ConsentReader people;

    SubscriptionLinksDoor(Links links, ConsentReader people) {
        this.links = links;
        this.people = people;
    }

    private record Made(String url, Instant expiresAt) {}

    public Answer create(Call call) {
        JsonNode json = JsonReader.read(call.body());
        Faults faults = new Faults();
        Characters.check(json, "", faults);
        Fields fields = Fields.of(json, "", faults);
        List<String> keys = people.keys(fields.any("to"), faults);
        if (keys.size() > 1) {
            faults.malformed("/to", "must have one address: a link is one person's");
        }
        Duration validFor = fields.duration("expiresIn");
        if (validFor != null && (validFor.compareTo(SHORTEST) < 0 || validFor.compareTo(SubscriptionSettings.LONGEST) > 0)) {
            faults.unprocessable("/expiresIn", "must be PT1M to P730D");
        }
        fields.refuseOthers();
        faults.throwIfAny();
        Link link = links.link(call.account().id(), keys.get(0), validFor);
        return Answer.json(201, new Made(links.url(link), link.expiresAt())).with("Cache-Control", "no-store");
    }
}
