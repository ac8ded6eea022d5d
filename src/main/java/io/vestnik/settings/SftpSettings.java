package io.vestnik.settings;

import java.net.InetAddress;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The SFTP door.
 *
 * @param port 0: any free one
 * @param address where it listens; null: loopback while there is no account in the settings, then everywhere
 * @param poll how often complete uploads are looked for
 * @param quota what a home may hold in all, each file rounded up to 4 KiB
 * @param maxFile how large one upload may be
 * @param maxUnpacked how large one may be when it is unpacked
 * @param maxRows how many rows of one are read
 * @param sessions at once, of all users who have logged in
 * @param userSessions at once, of one user
 */
public record SftpSettings(
        @DefaultValue("2222") int port,
        InetAddress address,
        @DefaultValue("2s") Duration poll,
        @DefaultValue("1GB") DataSize quota,
        @DefaultValue("512MB") DataSize maxFile,
        @DefaultValue("4GB") DataSize maxUnpacked,
        @DefaultValue("10000000") long maxRows,
        @DefaultValue("64") int sessions,
        @DefaultValue("8") int userSessions) {

    public SftpSettings {
        require(port >= 0 && port <= 65_535, "port: must be 0 to 65535");
        require(poll.toMillis() >= 100 && poll.toDays() < 1, "poll: must be 100ms to under a day");
        require(maxFile.toBytes() > 0, "max-file: must be over 0");
        require(maxUnpacked.toBytes() > 0, "max-unpacked: must be over 0");
        require(maxRows > 0, "max-rows: must be over 0");
        require(quota.toBytes() >= maxFile.toBytes(), "quota: must not be less than max-file");
        require(sessions > 0, "sessions: must be over 0");
        require(userSessions > 0, "user-sessions: must be over 0");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
