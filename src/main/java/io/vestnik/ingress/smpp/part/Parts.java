package io.vestnik.ingress.smpp.part;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The parts of one message as far as they have come. A part that comes twice is the same part twice, but all of them twice are two
 * messages; with another content under its number it is another message's, which uses the reference again.
 */
final class Parts {

    private final List<List<Part>> byPosition;

    private Parts(int total) {
        byPosition = Stream.generate(() -> (List<Part>) new ArrayList<Part>()).limit(total).toList();
    }

    /** Takes the waiting parts of one group apart. What comes belongs to the message that was begun last. */
    static List<Parts> of(List<Part> inOrder) {
        List<Parts> begun = new ArrayList<>();
        for (Part part : inOrder) {
            Parts last = begun.isEmpty() ? null : begun.get(begun.size() - 1);
            if (last == null || !last.takes(part)) {
                last = new Parts(part.group().total());
                begun.add(last);
            }
            last.byPosition.get(part.position()).add(part);
        }
        return begun.stream().flatMap(Parts::apart).toList();
    }

    private boolean takes(Part part) {
        List<Part> there = byPosition.get(part.position());
        return there.isEmpty() || there.get(0).isSameAs(part);
    }

    /** As many messages as it is there completely; the last of them has what is left over. */
    private Stream<Parts> apart() {
        int times = Math.max(1, byPosition.stream().mapToInt(List::size).min().orElse(1));
        return IntStream.range(0, times).mapToObj(time -> {
            Parts one = new Parts(byPosition.size());
            for (int i = 0; i < byPosition.size(); i++) {
                List<Part> same = byPosition.get(i);
                one.byPosition.get(i).addAll(time + 1 < times ? same.subList(time, time + 1) : same.subList(time, same.size()));
            }
            return one;
        });
    }

    boolean isComplete() {
        return byPosition.stream().noneMatch(List::isEmpty);
    }

    /** Repeated ones too. */
    List<Part> all() {
        return byPosition.stream().flatMap(List::stream).toList();
    }
}
