package io.vestnik.queue;

import jakarta.jms.ConnectionFactory;

/**
 * How the {@code jms-batch} component reaches the broker.
 *
 * @param factory its sends need not block: every one is followed by a commit, which does
 * @param lasting the broker outlives this process, or serves others. One that does neither need not write messages to its journal:
 *     the rows they name are leased to this node, and due again when it starts or is missed
 */
public record QueueConnections(ConnectionFactory factory, boolean lasting) {}
