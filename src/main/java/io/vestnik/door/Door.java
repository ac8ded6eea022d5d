package io.vestnik.door;

/**
 * An entrance with a listener of its own, as a bean. It opens and closes as a {@code SmartLifecycle} in {@link #PHASE}: before
 * the routes behind it are stopped.
 */
public interface Door {

    /** The HTTP server's: all doors stop accepting together, routes and database follow. */
    int PHASE = Integer.MAX_VALUE - 1024;

    /** {@code smpp}, {@code sftp}: as it is named in settings. */
    String name();

    /** Its listener is bound: part of the hub's readiness. */
    boolean isOpen();
}
