package io.vestnik.queue;

import jakarta.jms.ConnectionFactory;

/**
 * How the {@code jms-batch} component reaches the broker.
 *
 * @param factory its sends need not block: every one is followed by a commit, which does
 */
public record QueueConnections(ConnectionFactory factory) {}
