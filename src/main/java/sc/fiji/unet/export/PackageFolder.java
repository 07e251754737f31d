package sc.fiji.unet.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sc.fiji.unet.base.FolderTree;
import sc.fiji.unet.base.Sha256;

/** The files of a package before they are packed: in a temporary folder, which closing deletes. */
final class PackageFolder implements AutoCloseable {
    private final Path folder;
    private final List<String> names = new ArrayList<>();

    PackageFolder() throws IOException {
        folder = Files.createTempDirectory("unet-export");
    }

    /** The path to write a file of the package to. */
    Path file(String name) {
        if (!names.contains(name)) names.add(name);
        return folder.resolve(name);
    }

    /** How a description refers to a file that is written already: by its name, and a sum that tells damage. */
    Map<String, Object> described(String name) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", name);
        map.put("sha256", Sha256.of(folder.resolve(name)));
        return map;
    }

    /** Packs all files, the last written first: readers look for the description. */
    void zip(Path target) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            for (int i = names.size() - 1; i >= 0; i--) {
                zip.putNextEntry(new ZipEntry(names.get(i)));
                Files.copy(folder.resolve(names.get(i)), zip);
                zip.closeEntry();
            }
        }
    }

    @Override
    public void close() throws IOException {
        FolderTree.delete(folder);
    }
}
