package io.vestnik.registry;

import java.util.Locale;

/** Whose a credential is. */
enum Holder {
    ACCOUNT("vk_"),
    OPERATOR("vo_");

    /** What its keys begin with, so that a key that was found somewhere tells what it opens. */
    final String mark;

    Holder(String mark) {
        this.mark = mark;
    }

    /** As in the database and in the audit log. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
