package io.vestnik.ingress.smpp;

import io.vestnik.queue.LiveNames;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SmppConfiguration {

    /** The clients that have a receiver bound on this node: whose queues it may take from. */
    @Bean
    LiveNames boundEsmes() {
        return new LiveNames();
    }
}
