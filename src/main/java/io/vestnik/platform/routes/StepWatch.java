package io.vestnik.platform.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.LineNumberAware;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceHelper;

/** Sees which step Camel builds, so that a failure has its line; and has consumers and producers made, which Camel does at the start only. */
final class StepWatch implements ProcessorFactory {

    private final ProcessorFactory camels;
    private LineNumberAware step;
    private int line;
    private boolean begun;

    StepWatch(ProcessorFactory camels) {
        this.camels = camels;
    }

    void begin(RouteDefinition route) {
        step = route.getInput();
        line = step.getLineNumber(); // Camel counts from 1 here, and from 0 at the steps
        begun = false;
    }

    /** Null: not known. */
    String location() {
        return step == null ? null : step.getLocation();
    }

    /** Where the step's options begin, from 1. */
    int line() {
        return line;
    }

    @Override
    public Processor createProcessor(Route route, NamedNode definition) throws Exception {
        if (!begun) {
            begun = true;
            makeConsumer(route.getEndpoint());
        }
        watch(definition);
        if (definition.getClass() == ToDefinition.class) {
            String uri = ((ToDefinition) definition).getEndpointUri();
            Endpoint endpoint = CamelContextHelper.resolveEndpoint(route.getCamelContext(), uri, null);
            ServiceHelper.initService(endpoint.createProducer());
        }
        return camels.createProcessor(route, definition);
    }

    @Override
    public Processor createChildProcessor(Route route, NamedNode definition, boolean mandatory) throws Exception {
        return camels.createChildProcessor(route, definition, mandatory);
    }

    @Override
    public Processor createProcessor(CamelContext camel, String definitionName, Object[] args) throws Exception {
        return camels.createProcessor(camel, definitionName, args);
    }

    private static void makeConsumer(Endpoint endpoint) throws Exception {
        if (!(endpoint instanceof GenericFileEndpoint)) { // it would make the folder
            endpoint.createConsumer(exchange -> {});
        }
    }

    private void watch(NamedNode definition) {
        if (definition.getLineNumber() >= 0) {
            step = definition;
            line = definition.getLineNumber() + 1;
        }
    }
}
