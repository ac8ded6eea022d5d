package io.vestnik.platform.routes;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Gives a rehearsal's components what {@code camel.component.NAME.*} gives the real ones: without it some refuse every endpoint. */
final class ConfiguredComponents extends LifecycleStrategySupport {

    private final CamelContext camel;
    private final Environment settings;

    ConfiguredComponents(CamelContext camel, Environment settings) {
        this.camel = camel;
        this.settings = settings;
    }

    @Override
    public void onComponentAdd(String name, Component component) {
        Map<String, Object> options = new LinkedHashMap<>();
        Binder.get(settings)
                .bind("camel.component." + name, Bindable.mapOf(String.class, String.class))
                .ifBound(set -> set.forEach((option, value) -> options.put(StringHelper.dashToCamelCase(option), value)));
        PropertyBindingSupport.build().bind(camel, component, options);
    }
}
