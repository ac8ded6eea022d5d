package io.vestnik.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.ingress.smpp.part.SubmitIds;
import io.vestnik.ledger.Cancellation;
import io.vestnik.ledger.Cancellation.Result;
import io.vestnik.ledger.MessageHistory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.QuerySm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A submit_multi's id stands for messages of which some may never have been accepted. */
class SeveralUnderOneIdTest {

    private static final Client CLIENT = new Client("school", "school", 0x34);

    private final Cancellation cancellation = mock(Cancellation.class);
    private final MessageHistory history = mock(MessageHistory.class);
    private final SubmitIds submitIds = mock(SubmitIds.class);
    private final Lookups lookups = new Lookups();

    @AfterEach
    void close() {
        lookups.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELLED, CANCELLED, 0",
        "CANCELLED, UNKNOWN, 0",
        "CANCELLED, TOO_LATE, 0x11",
        "TOO_LATE, UNKNOWN, 0x11",
        "UNKNOWN, UNKNOWN, 0x11"
    })
    void theyAreCancelledUnlessOneIsTooLate(Result first, Result second, String status) {
        given();
        when(cancellation.cancel("school", "many")).thenReturn(Result.UNKNOWN);
        when(cancellation.cancel("school", "first")).thenReturn(first);
        when(cancellation.cancel("school", "second")).thenReturn(second);
        CancelSm cancel = new CancelSm();
        cancel.setMessageId("many");
        Cancel bean = new Cancel(cancellation, submitIds, lookups);
        assertThat(status(bean.cancel(new ClientCommand(cancel, CLIENT), "school"))).isEqualTo(Integer.decode(status));
    }

    @Test
    void whatWasNeverAcceptedIsNotDelivered() {
        given();
        when(history.find(any(), any())).thenReturn(Optional.empty());
        QuerySm query = new QuerySm();
        query.setMessageId("many");
        Query bean = new Query(history, submitIds, lookups);
        assertThat(status(bean.query(new ClientCommand(query, CLIENT), "school"))).isEqualTo(0x67);
    }

    private void given() {
        when(submitIds.find("school", "many"))
                .thenReturn(Optional.of(new SubmitIds.Found(SubmitIds.Kind.MESSAGES, List.of("first", "second"))));
    }

    private static int status(CompletableFuture<?> answer) {
        return answer.handle((done, failure) -> failure == null ? 0 : Refusal.of(failure).status()).join();
    }
}
