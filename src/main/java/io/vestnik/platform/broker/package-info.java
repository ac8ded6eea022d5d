/** The broker: beside the hub, or an external one as {@code spring.artemis} says; the queues are those of {@code docker/broker.xml}. */
package io.vestnik.platform.broker;
