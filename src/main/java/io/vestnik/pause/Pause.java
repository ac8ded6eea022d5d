package io.vestnik.pause;

import java.time.Instant;

/**
 * A switch that was turned.
 *
 * @param reason of the operator; null: none was given
 * @param resumed it holds nothing back any more, but what it held is not all due again yet
 */
public record Pause(Pausable kind, String name, Instant at, String by, String reason, boolean resumed) {}
