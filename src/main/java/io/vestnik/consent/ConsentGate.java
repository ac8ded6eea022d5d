package io.vestnik.consent;

/**
 * The lock between claims and what stops them, a withdrawal of consent or a pause: claims hold it together, the others alone.
 * After their commit no claim is under way that has not seen it.
 */
public final class ConsentGate {

    /** Key of the PostgreSQL advisory lock. */
    public static final long KEY = 0x56_45_53_54_4e_49_4bL;

    private ConsentGate() {}
}
