package io.vestnik.consent;

/**
 * The lock between claims and withdrawals of consent: claims hold it together, a withdrawal alone. After the withdrawal's
 * commit no claim is under way that has not seen it.
 */
public final class ConsentGate {

    /** Key of the PostgreSQL advisory lock. */
    public static final long KEY = 0x56_45_53_54_4e_49_4bL;

    private ConsentGate() {}
}
