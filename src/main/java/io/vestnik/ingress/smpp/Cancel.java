package io.vestnik.ingress.smpp;

import io.vestnik.ingress.smpp.part.SubmitIds;
import io.vestnik.ledger.Cancellation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.CancelSm;
import org.springframework.stereotype.Component;

/** Takes a message back while nothing of it is on the wire (SMPP v3.4 §4.9), by its id. */
@Component("smppCancel")
class Cancel {

    private final Cancellation cancellation;
    private final SubmitIds submitIds;
    private final Lookups lookups;

    Cancel(Cancellation cancellation, SubmitIds submitIds, Lookups lookups) {
        this.cancellation = cancellation;
        this.submitIds = submitIds;
        this.lookups = lookups;
    }

    /** Of several messages under one id: done when none of them is sent; those that were never accepted are no fault. */
    public CompletableFuture<Void> cancel(ClientCommand command, String account) {
        String id = ((CancelSm) command.pdu()).getMessageId();
        if (id == null || id.isEmpty()) {
            throw new CommandFailed(SMPPConstant.STAT_ESME_RCANCELFAIL, "message_id is missing: only one message can be cancelled");
        }
        return lookups.run(() -> {
            switch (cancellation.cancel(account, id)) {
                case CANCELLED -> {}
                case TOO_LATE -> throw failed("it is being sent, or its state is final");
                case UNKNOWN -> cancelAll(account, messages(account, id));
            }
            return null;
        });
    }

    private List<String> messages(String account, String id) {
        return submitIds.find(account, id)
                .filter(found -> found.kind() == SubmitIds.Kind.MESSAGES)
                .map(SubmitIds.Found::messageIds)
                .orElseThrow(() -> failed("there is no such message"));
    }

    private void cancelAll(String account, List<String> messages) {
        List<Cancellation.Result> results =
                messages.stream().map(message -> cancellation.cancel(account, message)).toList();
        if (results.contains(Cancellation.Result.TOO_LATE)) {
            throw failed("some of its messages are being sent, or final");
        }
        if (!results.contains(Cancellation.Result.CANCELLED)) {
            throw failed("there is no such message");
        }
    }

    private static CommandFailed failed(String rule) {
        return new CommandFailed(SMPPConstant.STAT_ESME_RCANCELFAIL, rule);
    }
}
