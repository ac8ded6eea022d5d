package io.vestnik.ingress.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;

/** For the routes: paths as the poll's server has them. */
@Component
public class SftpFiles {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final SftpPlace place;
    private final Clock clock;

    SftpFiles(SftpPlace place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Whose file it is. */
    public String account(String path) {
        return path.split("/")[0];
    }

    /**
     * Where a file that has been read goes.
     *
     * @param folder {@code done} or {@code bad}
     * @return with the time before its first dot, where an earlier file has the name
     */
    public String free(String account, String folder, String name) throws IOException {
        if (!SftpPlace.DONE.equals(folder) && !SftpPlace.BAD.equals(folder)) {
            throw new IllegalArgumentException("header VestnikFolder must be done or bad");
        }
        boolean taken = Files.exists(place.file(account, folder, name), LinkOption.NOFOLLOW_LINKS);
        return "/" + account + "/" + folder + "/" + (taken ? stamped(account, folder, name) : name);
    }

    /** An earlier answer of this name gets a name with the time, so that the latest is always found under the plain one. */
    public void aside(String account, String folder, String name) throws IOException {
        Path earlier = place.file(account, folder, name);
        if (Files.exists(earlier, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(earlier, place.file(account, folder, stamped(account, folder, name)));
        }
    }

    private String stamped(String account, String folder, String name) throws IOException {
        int dot = name.indexOf('.', 1) < 0 ? name.length() : name.indexOf('.', 1);
        String stamped;
        do {
            stamped = name.substring(0, dot) + "." + STAMP.format(clock.instant()) + name.substring(dot);
        } while (Files.exists(place.file(account, folder, stamped), LinkOption.NOFOLLOW_LINKS));
        return stamped;
    }
}
