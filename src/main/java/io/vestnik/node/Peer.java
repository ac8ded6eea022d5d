package io.vestnik.node;

import java.time.Instant;

/** @param routes digest of the routes that run there; null: a version that does not tell */
public record Peer(String id, Instant heartbeat, String routes) {}
