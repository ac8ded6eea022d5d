package io.vestnik.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final Batch batch = new Batch(List.of("1", "2", "3", "4", "5"), false, new Rest());

    @Test
    void whatIsPutAsideComesLastAndByReason() {
        batch.take(3);
        batch.putAside(Map.of("1", "a"));
        batch.putAside(Map.of("2", "b"));
        batch.putAside(Map.of("3", "a"));
        assertThat(batch.size()).isEqualTo(5);
        assertThat(batch).containsExactly("4", "5", "1", "2", "3");
        assertThat(batch.reason()).isNull();
        assertThat(batch.take(10)).containsExactly("4", "5");
        assertThat(batch.isEmpty()).isFalse();
        assertThat(batch.reason()).isEqualTo("a");
        assertThat(batch.take(10)).containsExactly("1", "3");
        assertThat(batch.reason()).isEqualTo("b");
        assertThat(batch.take(10)).containsExactly("2");
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.reason()).isNull();
    }

    @Test
    void takesNoMoreOfThemThanThereIsRoomFor() {
        batch.take(5);
        batch.putAside(Map.of("1", "a"));
        batch.putAside(Map.of("2", "a"));
        assertThat(batch.take(1)).containsExactly("1");
        assertThat(batch).containsExactly("2");
    }
}
