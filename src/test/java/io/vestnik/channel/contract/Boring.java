package io.vestnik.channel.contract;

/** What happens on every wire sooner or later, whatever is spoken on it. */
enum Boring {
    WAITED_TOO_LONG_FOR_THE_WIRE,
    TIME_OUT_BEFORE_THE_BYTES_WENT_OUT,
    TIME_OUT_AFTER_THE_BYTES_WENT_OUT,
    CONNECTION_REFUSED,
    NO_SUCH_HOST,
    CONNECTION_DROPPED_BEFORE_IT_WAS_READ,
    CONNECTION_DROPPED_WITHOUT_AN_ANSWER,
    CONNECTION_DROPPED_IN_MID_ANSWER,
    SLOW_ANSWER_IN_TIME,
    THROTTLED_FOR_NOBODY_KNOWS_HOW_LONG,
    THROTTLED_FOR_SECONDS,
    THROTTLED_UNTIL_A_DATE,
    THROTTLED_AS_THE_BODY_SAYS,
    BROKEN_500,
    BAD_GATEWAY_502,
    BUSY_503,
    GATEWAY_TIME_OUT_504,
    GARBAGE_WITH_SUCCESS,
    HTML_PAGE_WITH_SUCCESS,
    ERROR_INSIDE_SUCCESS,
    REVOKED_TOKEN;

    /** As a test is called. */
    @Override
    public String toString() {
        return name().toLowerCase().replace('_', ' ');
    }
}
