package io.vestnik.channel.http;

import io.vestnik.channel.Receipt;
import java.util.List;
import java.util.Map;

/**
 * The webhook of a provider.
 *
 * @param verify the first that is for a call decides
 * @param challenge null: the platform asks nothing first
 * @param answer the body of our answer; null: none
 * @param events jq: any number of them
 * @param states of a receipt, by the provider's word
 */
record WebhookSpec(List<Signature> verify, Challenge challenge, Template answer, Jq events, Map<String, Receipt.State> states) {}
