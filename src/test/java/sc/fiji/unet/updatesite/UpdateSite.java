package sc.fiji.unet.updatesite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import sc.fiji.unet.engine.NativeFolder;

/**
 * An update site as ImageJ's updater reads it: each file as PATH-TIMESTAMP, and an index of all of them. A file that did
 * not change since the last build keeps its timestamp; what a new one replaces is listed as its previous version.
 */
public final class UpdateSite {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final String INDEX = "db.xml.gz";
    private static final String NATIVES = "natives/";
    private final Path site;
    private final long now;

    UpdateSite(Path site, long now) {
        this.site = site;
        this.now = now;
    }

    /**
     * Arguments: the site's folder, and a folder with plugins/ and jars/ as they are to lie in Fiji, and natives/ with the
     * native library's jars, which are named after their platforms and go to the platforms' folders.
     */
    public static void main(String[] args) throws IOException {
        long now = Long.parseLong(LocalDateTime.now(ZoneOffset.UTC).format(TIMESTAMP));
        int files = new UpdateSite(Path.of(args[0]), now).publish(Path.of(args[1]));
        System.out.println(files + " files in " + Path.of(args[0]).toAbsolutePath());
    }

    /** Brings the site up to what lies in a folder; returns how many files it offers. */
    int publish(Path staged) throws IOException {
        Files.createDirectories(site);
        Map<String, SiteFile> files = new TreeMap<>();
        for (SiteFile old : index()) files.put(old.name(), old.retired(now));
        for (Path path : files(staged)) {
            String name = place(staged.relativize(path).toString().replace('\\', '/'));
            SiteFile file = SiteFile.of(name, path, now);
            SiteFile before =
                    files.values().stream().filter(file::replaces).findFirst().orElse(null);
            if (before != null) files.remove(before.name());
            SiteFile merged = before == null ? file : file.after(before);
            files.put(name, merged);
            copy(path, site.resolve(name + "-" + merged.current().timestamp()));
        }
        write(List.copyOf(files.values()));
        return (int)
                files.values().stream().filter(file -> file.current() != null).count();
    }

    private static String place(String name) {
        if (!name.startsWith(NATIVES)) return name;
        String classifier = NativeFolder.classifiers().stream()
                .filter(known -> name.endsWith("-" + known + ".jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " is for no known platform: expected " + NativeFolder.classifiers()));
        return NativeFolder.of(classifier).orElseThrow() + "/" + name.substring(NATIVES.length());
    }

    private List<SiteFile> index() throws IOException {
        Path index = site.resolve(INDEX);
        if (!Files.exists(index)) return List.of();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(index))) {
            return SiteIndex.read(in);
        }
    }

    private void write(List<SiteFile> files) throws IOException {
        Path temporary = site.resolve(INDEX + ".part");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(temporary))) {
            SiteIndex.write(files, out);
        }
        Files.move(temporary, site.resolve(INDEX), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        if (!Files.exists(to)) Files.copy(from, to);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
