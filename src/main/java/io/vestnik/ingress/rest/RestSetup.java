package io.vestnik.ingress.rest;

import io.vestnik.account.Accounts;
import io.vestnik.operator.Operators;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts an entrance before everything under {@code /api}, {@code /hooks} and {@code /actuator}. */
@Configuration(proxyBeanMethods = false)
class RestSetup {

    /** After what may keep a call waiting ({@code platform.web}), before what Spring does for pages of its own. */
    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 2;

    @Bean
    FilterRegistrationBean<Entrance> entrance(Accounts accounts, Operators operators, RestContract contract) {
        FilterRegistrationBean<Entrance> entrance =
                new FilterRegistrationBean<>(new Entrance(accounts, operators, contract));
        entrance.addUrlPatterns("/api/*");
        entrance.setOrder(FIRST);
        return entrance;
    }

    @Bean
    FilterRegistrationBean<HooksEntrance> hooksEntrance(Accounts accounts, HookRoutes routes) {
        FilterRegistrationBean<HooksEntrance> entrance = new FilterRegistrationBean<>(new HooksEntrance(accounts, routes));
        entrance.setOrder(FIRST + 1);
        return entrance;
    }

    @Bean
    FilterRegistrationBean<PathDoor> pathDoor(OpenPaths paths) {
        FilterRegistrationBean<PathDoor> door = new FilterRegistrationBean<>(new PathDoor(paths));
        door.setOrder(FIRST + 2);
        return door;
    }

    /** Camel's engine with no threads of its own: a route runs where its call came in. */
    @Bean("platform-http-engine")
    PlatformHttpEngine platformHttpEngine(ServerProperties server) {
        return new SpringBootPlatformHttpEngine(server.getPort() == null ? 8080 : server.getPort(), Runnable::run);
    }

    @Bean
    FilterRegistrationBean<ActuatorEntrance> actuatorEntrance(Operators operators) {
        FilterRegistrationBean<ActuatorEntrance> entrance = new FilterRegistrationBean<>(new ActuatorEntrance(operators));
        entrance.addUrlPatterns("/actuator", "/actuator/*");
        return entrance;
    }
}
