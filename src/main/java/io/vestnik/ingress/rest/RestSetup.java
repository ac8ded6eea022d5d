package io.vestnik.ingress.rest;

import io.vestnik.account.Accounts;
import io.vestnik.operator.Operators;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts an entrance before everything under {@code /api}, {@code /hooks} and {@code /actuator}. */
@Configuration(proxyBeanMethods = false)
class RestSetup {

    @Bean
    FilterRegistrationBean<Entrance> entrance(Accounts accounts, Operators operators, RestContract contract) {
        FilterRegistrationBean<Entrance> entrance =
                new FilterRegistrationBean<>(new Entrance(accounts, operators, contract));
        entrance.addUrlPatterns("/api/*");
        entrance.setOrder(Ordered.LOWEST_PRECEDENCE - 1); // almost the last: the doors get the call itself, not a wrapper of it
        return entrance;
    }

    @Bean
    FilterRegistrationBean<HooksEntrance> hooksEntrance(Accounts accounts, HookRoutes routes) {
        FilterRegistrationBean<HooksEntrance> entrance = new FilterRegistrationBean<>(new HooksEntrance(accounts, routes));
        entrance.setOrder(Ordered.LOWEST_PRECEDENCE);
        return entrance;
    }

    @Bean
    FilterRegistrationBean<ActuatorEntrance> actuatorEntrance(Operators operators) {
        FilterRegistrationBean<ActuatorEntrance> entrance = new FilterRegistrationBean<>(new ActuatorEntrance(operators));
        entrance.addUrlPatterns("/actuator", "/actuator/*");
        return entrance;
    }
}
