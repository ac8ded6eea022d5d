package io.vestnik.operator;

/** What an operator may do; each role may do what those before it may. */
public enum Role {
    /** See everything that has no recipient in it. */
    VIEWER,
    /** Change what runs. */
    OPERATOR;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
