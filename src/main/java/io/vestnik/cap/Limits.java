package io.vestnik.cap;

/**
 * Most messages in a calendar day, a week from Monday, a calendar month, on the recipient's clock; null: no limit. Zero: none at all.
 */
public record Limits(Integer day, Integer week, Integer month) {

    public static final Limits NONE = new Limits(null, null, null);

    public Limits {
        require("day", day);
        require("week", week);
        require("month", month);
    }

    private static void require(String key, Integer most) {
        if (most != null && most < 0) {
            throw new IllegalArgumentException(key + ": must not be below 0");
        }
    }

    /** Of each pair the lower one. */
    public Limits and(Limits other) {
        return new Limits(lower(day, other.day), lower(week, other.week), lower(month, other.month));
    }

    /** Null: no limit. */
    public Integer in(Period period) {
        return switch (period) {
            case DAY -> day;
            case WEEK -> week;
            case MONTH -> month;
        };
    }

    public boolean areNone() {
        return day == null && week == null && month == null;
    }

    private static Integer lower(Integer a, Integer b) {
        return a == null || b != null && b < a ? b : a;
    }
}
