package io.vestnik.smpp;

import io.vestnik.channel.Receipt;
import io.vestnik.channel.Reply;

/**
 * A deliver_sm or data_sm that waits for the hub to take it.
 *
 * @param commandId of the request, for the answer
 * @param receipt null: it is a reply
 * @param reply null: it is a receipt
 */
record Incoming(SmppSession session, int commandId, int sequence, Receipt receipt, Reply reply) {}
