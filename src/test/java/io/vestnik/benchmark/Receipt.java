package io.vestnik.benchmark;

/** A receipt on its way. @param due as {@link System#nanoTime} @param source the sender of the message that it is about */
record Receipt(long id, long due, byte[] source, byte[] destination) {}
