package io.vestnik.ingress.smpp;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Emits what clients submit, and sends them what they are owed. */
final class SmppServerEndpoint extends DefaultEndpoint {

    private final SmppServerComponent component;

    SmppServerEndpoint(String uri, SmppServerComponent component) {
        super(uri, component);
        this.component = component;
    }

    /** The server; opens the door if it is not open yet. */
    SmppServer open() {
        return component.open();
    }

    @Override
    public Producer createProducer() {
        return new SmppServerProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SmppServerConsumer consumer = new SmppServerConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
