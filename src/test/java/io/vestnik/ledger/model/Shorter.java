package io.vestnik.ledger.model;

import io.vestnik.ledger.model.Life.Leg;
import io.vestnik.ledger.model.Life.Try;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The same life with something left out. */
final class Shorter {

    private Shorter() {}

    static List<Life> of(Life life) {
        List<Life> all = new ArrayList<>();
        if (life.cancelAt() != null) {
            all.add(new Life(life.messageClass(), life.sendAt(), life.validFor(), life.events(), null, life.legs()));
        }
        if (!life.events().isEmpty()) {
            all.add(new Life(life.messageClass(), life.sendAt(), life.validFor(), Set.of(), life.cancelAt(), life.legs()));
        }
        if (life.sendAt() > 0) {
            all.add(new Life(life.messageClass(), 0, life.validFor(), life.events(), life.cancelAt(), life.legs()));
        }
        for (int n = 0; n < life.legs().size(); n++) {
            int position = n;
            if (life.legs().size() > 1) {
                List<Leg> legs = new ArrayList<>(life.legs());
                legs.remove(n);
                if (legs.stream().anyMatch(Leg::address)) {
                    all.add(with(life, legs));
                }
            }
            Leg leg = life.legs().get(n);
            without(leg.rulings()).forEach(rulings -> all.add(with(life, position, l -> new Leg(
                    l.channel(), l.address(), l.receipts(), l.timeout(), l.required(), l.success(), l.parts(), rulings, l.tries(), l.replies()))));
            without(leg.replies()).forEach(replies -> all.add(with(life, position, l -> new Leg(
                    l.channel(), l.address(), l.receipts(), l.timeout(), l.required(), l.success(), l.parts(), l.rulings(), l.tries(), replies))));
            List<List<Try>> tries = new ArrayList<>(without(leg.tries()));
            for (int t = 0; t < leg.tries().size(); t++) {
                Try attempt = leg.tries().get(t);
                for (var heard : without(attempt.heard())) {
                    List<Try> fewer = new ArrayList<>(leg.tries());
                    fewer.set(t, new Try(attempt.kind(), attempt.took(), attempt.asked(), heard));
                    tries.add(fewer);
                }
            }
            tries.forEach(fewer -> all.add(with(life, position, l -> new Leg(
                    l.channel(), l.address(), l.receipts(), l.timeout(), l.required(), l.success(), l.parts(), l.rulings(), fewer, l.replies()))));
        }
        return all;
    }

    private static Life with(Life life, List<Leg> legs) {
        return new Life(life.messageClass(), life.sendAt(), life.validFor(), life.events(), life.cancelAt(), legs);
    }

    private static Life with(Life life, int position, UnaryOperator<Leg> change) {
        List<Leg> legs = new ArrayList<>(life.legs());
        legs.set(position, change.apply(legs.get(position)));
        return with(life, legs);
    }

    private static <T> List<List<T>> without(List<T> all) {
        List<List<T>> results = new ArrayList<>();
        for (int n = 0; n < all.size(); n++) {
            List<T> fewer = new ArrayList<>(all);
            fewer.remove(n);
            results.add(fewer);
        }
        return results;
    }
}
