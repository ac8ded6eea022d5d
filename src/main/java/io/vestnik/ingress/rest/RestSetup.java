package io.vestnik.ingress.rest;

import io.vestnik.account.Accounts;
import io.vestnik.operator.Operators;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** Puts an entrance before everything under {@code /api}, {@code /hooks} and {@code /actuator}. */
@Configuration(proxyBeanMethods = false)
class RestSetup {

    /** After what may keep a call waiting ({@code platform.web}), before what Spring does for pages of its own. */
    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 2;

    @Bean
    FilterRegistrationBean<Entrance> entrance(Accounts accounts, Operators operators, RestContract contract, PathDoor door, Looks looks) {
        FilterRegistrationBean<Entrance> entrance =
                new FilterRegistrationBean<>(new Entrance(accounts, operators, contract, door, looks));
        entrance.addUrlPatterns("/api/*");
        entrance.setOrder(FIRST);
        return entrance;
    }

    @Bean
    FilterRegistrationBean<HooksEntrance> hooksEntrance(Accounts accounts, HookRoutes routes, PathDoor door) {
        FilterRegistrationBean<HooksEntrance> entrance =
                new FilterRegistrationBean<>(new HooksEntrance(accounts, routes, door));
        entrance.setOrder(FIRST + 1);
        return entrance;
    }

    /** Spring's observations are for what comes by its dispatcher; the entrances count for themselves, in the same series. */
    @Bean
    static BeanPostProcessor observationsAfterTheEntrances() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof FilterRegistrationBean<?> filter && filter.getFilter() instanceof ServerHttpObservationFilter) {
                    filter.setOrder(FIRST + 2);
                }
                return bean;
            }
        };
    }

    @Bean
    FilterRegistrationBean<ActuatorEntrance> actuatorEntrance(Operators operators) {
        FilterRegistrationBean<ActuatorEntrance> entrance = new FilterRegistrationBean<>(new ActuatorEntrance(operators));
        entrance.addUrlPatterns("/actuator", "/actuator/*");
        return entrance;
    }
}
