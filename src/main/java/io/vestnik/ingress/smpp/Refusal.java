package io.vestnik.ingress.smpp;

import io.vestnik.accept.KeyReused;
import io.vestnik.accept.RateExceeded;
import io.vestnik.batch.Outage;
import io.vestnik.ingress.smpp.part.TooManyParts;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsmpp.SMPPConstant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a client is told that a command was not done.
 *
 * @param status command_status (SMPP v3.4 §5.1.3)
 * @param words the rule that was broken, without values
 */
record Refusal(int status, String words) {

    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

    /** By the beginning of an error's pointer; the first that fits. */
    private static final Map<String, Integer> STATUSES = new LinkedHashMap<>();

    static {
        STATUSES.put("/to", SMPPConstant.STAT_ESME_RINVDSTADR);
        STATUSES.put("/sender", SMPPConstant.STAT_ESME_RINVSRCADR);
        STATUSES.put("/sendAt", SMPPConstant.STAT_ESME_RINVSCHED);
        STATUSES.put("/validFor", SMPPConstant.STAT_ESME_RINVEXPIRY);
        STATUSES.put("/text", SMPPConstant.STAT_ESME_RINVMSGLEN);
        STATUSES.put("/class", SMPPConstant.STAT_ESME_RINVSERTYP);
        STATUSES.put("/data_coding", SMPPConstant.STAT_ESME_RINVDCS);
        STATUSES.put("/esm_class", SMPPConstant.STAT_ESME_RINVESMCLASS);
        STATUSES.put("/replace_if_present_flag", SMPPConstant.STAT_ESME_RINVREPFLAG);
        STATUSES.put("/sm_default_msg_id", SMPPConstant.STAT_ESME_RINVDFTMSGID);
        STATUSES.put("/message_payload", SMPPConstant.STAT_ESME_RINVMSGLEN);
        STATUSES.put("/sar", SMPPConstant.STAT_ESME_RINVTLVVAL);
        STATUSES.put("/request_id", SMPPConstant.STAT_ESME_RINVTLVVAL);
    }

    /** Whatever it was: no class name, SQL or value of the request gets out. */
    static Refusal of(Throwable failure) {
        // bounded: a chain may run in a circle
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .map(Refusal::known)
                .filter(refusal -> refusal != null)
                .findFirst()
                .orElseGet(() -> {
                    LOG.error("an SMPP command failed", failure);
                    return new Refusal(SMPPConstant.STAT_ESME_RSYSERR, "the hub failed at this command");
                });
    }

    /** Null: not one of these. */
    private static Refusal known(Throwable cause) {
        if (cause instanceof CommandFailed failed) {
            return new Refusal(failed.status(), failed.getMessage());
        } else if (cause instanceof InvalidMessage invalid) {
            return new Refusal(
                    status(invalid.errors().get(0).pointer()),
                    invalid.errors().stream().map(FieldError::toString).collect(Collectors.joining("; ")));
        } else if (cause instanceof KeyReused) {
            return new Refusal(SMPPConstant.STAT_ESME_RINVTLVVAL, "/request_id " + KeyReused.RULE);
        } else if (cause instanceof RateExceeded) {
            return new Refusal(SMPPConstant.STAT_ESME_RTHROTTLED, cause.getMessage());
        } else if (cause instanceof TooManyParts) {
            return new Refusal(SMPPConstant.STAT_ESME_RMSGQFUL, cause.getMessage());
        } else if (Outage.is(cause)) {
            LOG.debug("SMPP command not done: {}", cause.toString());
            return new Refusal(
                    SMPPConstant.STAT_ESME_RSYSERR, "the hub can't take this now: nothing was promised, send it again later");
        }
        return null;
    }

    private static int status(String pointer) {
        return STATUSES.entrySet().stream()
                .filter(rule -> pointer.equals(rule.getKey()) || pointer.startsWith(rule.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(SMPPConstant.STAT_ESME_RSUBMITFAIL);
    }
}
