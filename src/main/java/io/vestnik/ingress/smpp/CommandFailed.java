package io.vestnik.ingress.smpp;

/** A command that can't be done, by the command_status that says so (SMPP v3.4 §5.1.3). */
final class CommandFailed extends RuntimeException {

    private final int status;

    /** @param rule that was broken, in words; never a value */
    CommandFailed(int status, String rule) {
        super(rule, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
