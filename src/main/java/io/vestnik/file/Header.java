package io.vestnik.file;

import java.util.List;

/** What the columns of a CSV file mean. */
interface Header {

    /** @param cells those that are empty are as if they were not there */
    SourceRow row(long number, List<String> cells);
}
