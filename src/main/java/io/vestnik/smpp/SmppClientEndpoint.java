package io.vestnik.smpp;

import io.vestnik.channel.Submission;
import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Submits what it is given, and emits receipts and replies. */
final class SmppClientEndpoint extends DefaultEndpoint {

    private final SmppChannel channel;

    SmppClientEndpoint(String uri, SmppClientComponent component, SmppChannel channel) {
        super(uri, component);
        this.channel = channel;
    }

    SmppChannel channel() {
        return channel;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        channel.start();
    }

    /** Body: {@code List<Submission>} of one provider. Done when they are on their way; outcomes come by themselves. */
    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            @SuppressWarnings("unchecked")
            public void process(Exchange exchange) {
                channel.submit((List<Submission>) exchange.getMessage().getBody(List.class));
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SmppClientConsumer consumer = new SmppClientConsumer(this, processor, channel.inbox());
        configureConsumer(consumer);
        return consumer;
    }
}
