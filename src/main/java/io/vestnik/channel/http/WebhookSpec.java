package io.vestnik.channel.http;

import io.vestnik.channel.Receipt;
import java.util.Map;

/**
 * The webhook of a provider.
 *
 * @param challenge null: the platform asks nothing first
 * @param answer the body of our answer; null: none
 * @param events jq: any number of them
 * @param states of a receipt, by the provider's word
 */
record WebhookSpec(Signature verify, Challenge challenge, Template answer, Jq events, Map<String, Receipt.State> states) {}
