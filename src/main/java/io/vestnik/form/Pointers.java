package io.vestnik.form;

import java.nio.charset.StandardCharsets;

/** JSON pointers, RFC 6901. */
public final class Pointers {

    private Pointers() {}

    /** Always valid Unicode: a name that is not is shown with question marks. */
    public static String child(String parent, String name) {
        String valid = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return parent + "/" + valid.replace("~", "~0").replace("/", "~1");
    }
}
