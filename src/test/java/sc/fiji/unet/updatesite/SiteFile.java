package sc.fiji.unet.updatesite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of an update site.
 *
 * @param name path in Fiji's folder
 * @param platform the only platform it is for, as the updater calls it; empty for all
 * @param current what is offered now; null where the file was withdrawn
 * @param previous what was offered before, newest first
 */
record SiteFile(String name, String platform, Version current, List<Version> previous) {
    /**
     * What was offered at one time.
     *
     * @param size in bytes; 0 where it is no longer known
     * @param obsolete timestamp of its end; 0 for the current one
     */
    record Version(String checksum, long timestamp, long size, long obsolete, String name) {}

    /** A file as it is now; jars/PLATFORM/ and our own jars/unet-PLATFORM/ hold what is for one platform. */
    static SiteFile of(String name, Path file, long now) throws IOException {
        Version version = new Version(JarChecksum.of(file), now, Files.size(file), 0, name);
        String[] parts = name.split("/");
        return new SiteFile(name, parts.length == 3 ? parts[1].replaceFirst("^unet-", "") : "", version, List.of());
    }

    /** Whether both are the same file but for the version in its name. */
    boolean replaces(SiteFile other) {
        return unversioned(name).equals(unversioned(other.name));
    }

    /** This file, remembering what was there before; unchanged content keeps its old timestamp. */
    SiteFile after(SiteFile before) {
        for (Version version : before.previous) {
            boolean latest = version.timestamp() == before.previous.get(0).timestamp();
            if (latest
                    && version.checksum().equals(current.checksum())
                    && version.name().equals(name)) {
                Version same = new Version(current.checksum(), version.timestamp(), current.size(), 0, name);
                return new SiteFile(name, platform, same, before.previous.subList(1, before.previous.size()));
            }
        }
        return new SiteFile(name, platform, current, before.previous);
    }

    /** The same file with nothing to offer: what was current ends now. */
    SiteFile retired(long now) {
        if (current == null) return this;
        List<Version> versions = new ArrayList<>(previous);
        versions.add(0, new Version(current.checksum(), current.timestamp(), 0, now, name));
        return new SiteFile(name, platform, null, versions);
    }

    private static String unversioned(String name) {
        return name.replaceFirst("-\\d[\\w.]*(-\\d[\\w.]*)?(-SNAPSHOT)?(?=(-[a-z]+-[\\w]+)?\\.jar$)", "");
    }
}
