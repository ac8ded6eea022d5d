/**
 * The queues of the hub: messages carry ids (several in one), are taken in batches, and a batch and what is sent on from it are
 * one transaction of the broker (ADR 0002). Camel component {@code jms-batch}.
 */
package io.vestnik.queue;
