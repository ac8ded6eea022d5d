package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;

/**
 * What an answer of the provider's means.
 *
 * @param outcome as {@link OutcomeText} writes it
 */
public record Reaction(FakeAnswer answer, String outcome) {}
