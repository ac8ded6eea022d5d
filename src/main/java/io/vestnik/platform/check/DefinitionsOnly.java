package io.vestnik.platform.check;

import org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindingPostProcessor;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/** Knows every bean that the hub would have, and makes none but those it is asked for: no server, no listener, no life. */
final class DefinitionsOnly extends AnnotationConfigServletWebServerApplicationContext {

    @Override
    protected void registerBeanPostProcessors(ConfigurableListableBeanFactory beans) {
        // those that settings are made with; the others would bring Camel to life
        beans.addBeanPostProcessor(getBean(ConfigurationPropertiesBindingPostProcessor.class));
        beans.addBeanPostProcessor(getBean(AutowiredAnnotationBeanPostProcessor.class));
    }

    @Override
    protected void onRefresh() {
        // no web server
    }

    @Override
    protected void registerListeners() {
        // nobody hears that the hub would have started
    }

    @Override
    protected void finishBeanFactoryInitialization(ConfigurableListableBeanFactory beans) {
        beans.freezeConfiguration();
    }

    @Override
    protected void finishRefresh() {
        // nothing starts
    }
}
