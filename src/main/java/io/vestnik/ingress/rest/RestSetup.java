package io.vestnik.ingress.rest;

import io.vestnik.account.Accounts;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the entrance before everything under {@code /api}. */
@Configuration(proxyBeanMethods = false)
class RestSetup {

    @Bean
    FilterRegistrationBean<Entrance> entrance(Accounts accounts, RestContract contract) {
        FilterRegistrationBean<Entrance> entrance = new FilterRegistrationBean<>(new Entrance(accounts, contract));
        entrance.addUrlPatterns("/api/*");
        entrance.setOrder(Ordered.LOWEST_PRECEDENCE); // the last one: the doors get the call itself, not a wrapper of it
        return entrance;
    }
}
