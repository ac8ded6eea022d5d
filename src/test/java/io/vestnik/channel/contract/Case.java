package io.vestnik.channel.contract;

import org.junit.jupiter.api.function.Executable;

/**
 * One line of a channel's table.
 *
 * @param name the test's
 */
public record Case(String name, Executable test) {}
