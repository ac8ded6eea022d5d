package io.vestnik.platform.broker;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * Where the broker is and who we are there.
 *
 * @param user null: a broker without security
 */
record BrokerAddress(String url, String user, String password) {

    private static final int PREFETCH_BYTES = 64 * 1024;
    private static final int BETWEEN_SERVERS_MILLIS = 100;
    private static final int CALL_MILLIS = 10_000;
    private static final int ALIVE_MILLIS = 30_000;

    /**
     * Connections that fail at once while the broker is away: who uses them comes back later, and a stop never waits.
     *
     * @param sendsBlock each durable send waits for the journal; false where a commit follows, which waits for all of them
     */
    ActiveMQConnectionFactory connections(boolean sendsBlock) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url, user, password);
        factory.setConsumerWindowSize(PREFETCH_BYTES); // a slow carrier's consumer must not hoard what others could send
        factory.setBlockOnDurableSend(sendsBlock);
        factory.setReconnectAttempts(0);
        factory.setInitialConnectAttempts(1);
        factory.setRetryInterval(BETWEEN_SERVERS_MILLIS); // of a pair; 2 s by default, for each send of a stop without a broker
        factory.setCallTimeout(CALL_MILLIS);
        factory.setCallFailoverTimeout(CALL_MILLIS);
        factory.setConnectionTTL(ALIVE_MILLIS);
        factory.setClientFailureCheckPeriod(ALIVE_MILLIS / 2);
        return factory;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}
