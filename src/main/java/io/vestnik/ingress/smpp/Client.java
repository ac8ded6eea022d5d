package io.vestnik.ingress.smpp;

import org.jsmpp.SMPPConstant;

/**
 * Whom a session is bound as.
 *
 * @param version interface_version of its bind (SMPP v3.4 §5.2.4)
 */
record Client(String account, String systemId, int version) {

    boolean knowsParameters() {
        return version >= SMPPConstant.IF_VERSION_34;
    }

    /** It knows what parameters a refusal may have (SMPP v5.0 §4.8.4.3); to others the standard gives the header alone. */
    boolean readsWords() {
        return version >= SMPPConstant.IF_VERSION_50;
    }
}
