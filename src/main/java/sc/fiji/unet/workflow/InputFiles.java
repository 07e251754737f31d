package sc.fiji.unet.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.Split;
import sc.fiji.unet.pairing.ChannelFiles;

/** Finds the image files that a person means: one file, or those of a folder by pattern and part of a split. */
final class InputFiles {
    private InputFiles() {}

    /**
     * An image to segment, and what its results are called.
     *
     * @param paths its file, or one a channel
     * @param name its path below the input folder without extension, with / between folders
     */
    record Found(List<Path> paths, String name) {
        /** The file, or that of the first channel. */
        Path path() {
            return paths.get(0);
        }

        private String stem() {
            return ChannelFiles.name(paths);
        }
    }

    /** The image files by folder; none at all is refused, whatever the model. */
    static List<List<Path>> list(SegmentOptions options, ImageReader reader) {
        PathMatcher wanted = matcher(options.batch().pattern().strip());
        List<List<Path>> found = new ArrayList<>();
        for (Path folder : folders(options, reader)) {
            List<Path> files = files(folder, options, reader).stream()
                    .filter(file -> wanted.matches(file.getFileName()))
                    .toList();
            if (!files.isEmpty()) found.add(files);
        }
        if (found.isEmpty()) throw none(options);
        return found;
    }

    /**
     * The images that these files are, by folder and name; of a split those of one part.
     *
     * @param folders the files by folder
     * @param channels how many the model needs: where one file has fewer, files that count up are the channels of one image
     */
    static List<Found> of(List<List<Path>> folders, SegmentOptions options, int channels, ImageReader reader) {
        List<Found> found = new ArrayList<>();
        for (List<Path> files : folders) {
            for (List<Path> paths : images(files, channels, reader)) {
                found.add(new Found(paths, name(paths, options.input())));
            }
        }
        return options.choice().split() == null ? found : chosen(found, options);
    }

    private static List<List<Path>> images(List<Path> files, int channels, ImageReader reader) {
        List<List<Path>> single = files.stream().map(List::of).toList();
        if (channels < 2) return single;
        List<List<Path>> together = ChannelFiles.together(files);
        List<List<Path>> several =
                together.stream().filter(paths -> paths.size() > 1).toList();
        boolean enough = !several.isEmpty() && several.stream().allMatch(paths -> paths.size() >= channels);
        return enough && ofOneChannel(several.get(0).get(0), reader) ? together : single;
    }

    /** Numbers at the end of names may count images, too. */
    private static boolean ofOneChannel(Path file, ImageReader reader) {
        try {
            return reader.images(file, 2, Progress.NONE).get(0).channels() == 1;
        } catch (InputException e) {
            return false; // it is named when it is its turn
        }
    }

    private static List<Path> files(Path folder, SegmentOptions options, ImageReader reader) {
        if (!options.batch().recursive()) return ImageFolder.list(folder, reader);
        try (Stream<Path> files = Files.list(folder)) {
            return reader.wholes(files.filter(file -> Files.isRegularFile(file) || reader.isImage(file))
                    .filter(reader::reads)
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The input, with all folders below where these count; never the output, which may lie within. */
    private static List<Path> folders(SegmentOptions options, ImageReader reader) {
        boolean tree =
                options.batch().recursive() && Files.isDirectory(options.input()) && !reader.isImage(options.input());
        if (!tree) return List.of(options.input());
        Path output = options.output().toAbsolutePath().normalize();
        try {
            List<Path> found = new ArrayList<>();
            Files.walkFileTree(options.input(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean own = folder.toAbsolutePath().normalize().startsWith(output);
                    if (own || reader.isImage(folder)) return FileVisitResult.SKIP_SUBTREE;
                    found.add(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
            return found.stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + options.input() + ": " + e.getMessage(), e);
        }
    }

    private static String name(List<Path> paths, Path input) {
        Path file = paths.get(0);
        Path below = file.equals(input) ? file.getFileName() : input.relativize(file);
        String stem = ChannelFiles.name(paths);
        return below.getParent() == null
                ? stem
                : below.getParent().resolve(stem).toString().replace('\\', '/');
    }

    private static PathMatcher matcher(String pattern) {
        try {
            return pattern.isEmpty() ? name -> true : FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new OptionException("pattern = " + pattern + " cannot be read (" + e.getDescription()
                    + "): expected a file name with * for any letters, as in *_dapi.tif.");
        }
    }

    private static InputException none(SegmentOptions options) {
        String pattern = options.batch().pattern().isBlank()
                ? ""
                : " with a name like " + options.batch().pattern();
        return new InputException("No image file" + pattern + " in " + options.input()
                + (options.batch().recursive() ? " or the folders below" : "")
                + ": expected PNG, TIFF, JPEG, DICOM or another format that ImageJ opens.");
    }

    private static List<Found> chosen(List<Found> found, SegmentOptions options) {
        Subset choice = options.choice();
        Split split = Split.read(choice.split());
        List<Found> chosen = found.stream()
                .filter(file -> split.has(file.stem(), choice.part()))
                .toList();
        if (!chosen.isEmpty()) return chosen;
        throw new InputException("No image in " + options.input() + " is in the part \"" + choice.part() + "\" of "
                + choice.split() + ": expected names as in that file.");
    }
}
