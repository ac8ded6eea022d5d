package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;

/** A request, and what the provider says to it. */
public record Exchanged(Wanted wanted, FakeAnswer answer) {}
