package sc.fiji.unet.base;

import java.nio.file.Path;

/**
 * Where results go that nobody named a place for: the person's home folder. The folder that a program was started in may
 * be any, and that of a Mac's application is the root of the disk.
 */
public final class HomeFolder {
    private HomeFolder() {}

    /** A file or folder of this name in it. */
    public static Path resolve(String name) {
        return Path.of(System.getProperty("user.home"), name);
    }
}
