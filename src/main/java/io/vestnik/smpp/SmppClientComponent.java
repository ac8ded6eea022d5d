package io.vestnik.smpp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code smpp-client:CHANNEL}: all SMPP providers of a channel, as settings have them. Sessions are bound when the first
 * endpoint of the channel starts, and live until the context stops: a reloaded route does not drop them.
 *
 * <p>Options, those of a channel's first endpoint count: {@code answerTimeout} (30s), {@code enquireLink} (30s),
 * {@code rebindDelay} (1s, doubles up to a minute).
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
        SmppTimes own = times
                .withAnswer(getAndRemoveParameter(parameters, "answerTimeout", Duration.class, times.answer()))
                .withEnquire(getAndRemoveParameter(parameters, "enquireLink", Duration.class, times.enquire()))
                .withRetry(getAndRemoveParameter(parameters, "rebindDelay", Duration.class, times.retry()));
        return new SmppClientEndpoint(
                uri, this, channels.computeIfAbsent(channel, name -> new SmppChannel(name, own, getCamelContext())));
    }

    @Override
    protected void doStop() throws Exception {
        channels.values().forEach(SmppChannel::stop);
        channels.clear();
        super.doStop();
    }
}
