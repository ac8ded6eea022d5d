package io.vestnik.ledger.model;

import static io.vestnik.ledger.model.Course.NEVER;

import io.vestnik.ledger.model.Life.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What becomes of a message: each step's course as if it were alone, and from these when the message ends; then what that cuts short. */
final class Oracle {

    private final Life life;
    private final List<Leg> legs;

    private Oracle(Life life) {
        this.life = life;
        this.legs = life.legs();
    }

    static Story tell(Life life) {
        return new Oracle(life).tell();
    }

    private record Started(Course course, long made) {}

    private Story tell() {
        List<Started> alone = courses(NEVER, NEVER);
        long cascade = cascade(alone);
        long end = end(alone, cascade);
        boolean cancelled = life.cancelAt() != null
                && life.cancelAt() < end
                && alone.stream().allMatch(s -> s == null || !s.course.isOut(life.cancelAt()));
        long ended = cancelled ? life.cancelAt() : end;
        List<Started> real = courses(Math.min(ended, cascade), ended);
        List<Course> courses = IntStream.range(0, legs.size())
                .mapToObj(n -> real.get(n) == null || real.get(n).made > Math.min(ended, legs.get(n).required() ? NEVER : cascade)
                        ? null : real.get(n).course)
                .toList();
        return story(courses, ended, cancelled);
    }

    /** The first success of those that are taken in their order. */
    private long cascade(List<Started> all) {
        return IntStream.range(0, legs.size())
                .filter(n -> !legs.get(n).required() && all.get(n) != null)
                .mapToLong(n -> all.get(n).course.success)
                .min()
                .orElse(NEVER);
    }

    /** Required steps start at once, the others each when the one before is over; null: it is never reached. */
    private List<Started> courses(long cascade, long needless) {
        List<Started> all = new ArrayList<>();
        long start = life.sendAt();
        long made = 0;
        long success = NEVER;
        for (int n = 0; n < legs.size(); n++) {
            Leg leg = legs.get(n);
            if (leg.required()) {
                all.add(new Started(new Course(life, leg, false, life.sendAt(), needless), 0));
                continue;
            }
            if (start >= success || start >= life.end()) {
                all.add(null);
                continue;
            }
            boolean later = IntStream.range(n + 1, legs.size()).anyMatch(i -> !legs.get(i).required());
            Course course = new Course(life, leg, later || life.anyRequired(), start, cascade);
            all.add(new Started(course, made));
            success = Math.min(success, course.success);
            made = leg.address() ? course.over : made;
            start = course.success <= course.over ? NEVER : course.over;
        }
        return all;
    }

    private long end(List<Started> all, long cascade) {
        long required = NEVER;
        long open = 0;
        long last = 0;
        long lastOver = 0;
        for (int n = 0; n < legs.size(); n++) {
            if (all.get(n) == null) {
                continue;
            }
            Course course = all.get(n).course;
            if (legs.get(n).required()) {
                open = Math.max(open, Math.min(course.closed, course.success));
                required = Math.min(required, course.success);
            } else {
                last = Math.max(last, Math.min(course.closed, course.success));
                lastOver = Math.max(lastOver, course.over);
            }
        }
        long nothingLeft = required == NEVER ? last : Math.max(required, lastOver);
        return life.allRequired() ? open : Math.max(open, Math.min(cascade, nothingLeft));
    }

    private Story story(List<Course> courses, long ended, boolean cancelled) {
        List<Story.Fate> fates = new ArrayList<>();
        List<Story.Told> told = new ArrayList<>();
        String winner = null;
        int last = -1;
        String refusal = null;
        for (int n = 0; n < courses.size(); n++) {
            Course course = courses.get(n);
            String channel = legs.get(n).channel();
            if (course == null) {
                fates.add(new Story.Fate(channel, "skipped", null, List.of(), null, 0, List.of()));
                continue;
            }
            fates.add(new Story.Fate(
                    channel, course.status, course.code, course.wires, course.sentAt, course.sentAt == null ? 0 : 1, course.succeeded));
            told.addAll(course.told);
            if (winner == null && course.success <= ended) {
                winner = channel;
            }
            if (!course.status.equals("skipped")) {
                last = n;
            } else if (refusal == null && !"no_address".equals(course.code)) {
                refusal = course.code;
            }
        }
        String status;
        String reason = null;
        String channel = last < 0 ? null : legs.get(last).channel();
        if (cancelled) {
            status = "cancelled";
        } else if (winner != null) {
            status = "delivered";
            channel = winner;
        } else if (last < 0) {
            status = "refused";
            reason = refusal == null ? "invalid_address" : refusal;
        } else {
            Course decisive = courses.get(last);
            reason = decisive.reason;
            status = decisive.status.equals("delivered") || decisive.status.equals("read") ? "expired" : decisive.status;
        }
        told.add(new Story.Told(ended, status, channel, reason));
        told.sort(Story.Told.ORDER);
        return new Story(status, reason, ended, fates, told);
    }
}
