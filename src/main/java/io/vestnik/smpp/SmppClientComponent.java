package io.vestnik.smpp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code smpp-client:CHANNEL}: all SMPP providers of a channel, as settings have them. Sessions are bound when the first
 * endpoint of the channel starts, and live until the context stops: a reloaded route does not drop them.
 */
public class SmppClientComponent extends DefaultComponent {

    private final Map<String, SmppChannel> channels = new ConcurrentHashMap<>();
    private SmppTimes times = SmppTimes.standard();

    /** Before the first endpoint. */
    public void setTimes(SmppTimes times) {
        this.times = times;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String channel, Map<String, Object> parameters) {
        Duration answer = millis(parameters, "answerTimeout", times.answer());
        Duration enquire = millis(parameters, "enquireLink", times.enquire());
        Duration retry = millis(parameters, "rebindDelay", times.retry());
        SmppTimes own = times.withAnswer(answer).withEnquire(enquire).withRetry(retry);
        return new SmppClientEndpoint(
                uri, this, channels.computeIfAbsent(channel, name -> new SmppChannel(name, own, getCamelContext())));
    }

    private Duration millis(Map<String, Object> parameters, String name, Duration standard) {
        return Duration.ofMillis(getAndRemoveParameter(parameters, name, long.class, standard.toMillis()));
    }

    @Override
    protected void doStop() throws Exception {
        channels.values().forEach(SmppChannel::stop);
        channels.clear();
        super.doStop();
    }
}
