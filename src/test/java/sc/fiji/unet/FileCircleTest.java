package sc.fiji.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.unet.OurClasses.OURS;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Files inside a package depend on each other in one direction only, so that each can be understood after those it uses;
 * and a package is small enough to be looked over. Nested classes count to the file they are in.
 */
class FileCircleTest {
    private static final String ROOT = "sc.fiji.unet.";
    private static final int MOST_FILES = 30;

    @Test
    void filesOfAPackageFormNoCircle() {
        Set<String> circles = new TreeSet<>();
        byPackage().values().forEach(files -> circles.addAll(circles(files)));
        assertEquals(Set.of(), circles, "move what both need into a third file, or one of them into the other");
    }

    @Test
    void packagesAreSmall() {
        Map<String, Integer> large = new TreeMap<>();
        byPackage().forEach((name, files) -> {
            if (files.size() > MOST_FILES) large.put(name, files.size());
        });
        assertEquals(Map.of(), large, "files in one package; expected at most " + MOST_FILES);
    }

    /** Tests too: a name without its package is to say which class is meant. */
    @Test
    void noTwoFilesHaveTheSameName() throws IOException {
        Map<String, Long> counts;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            counts = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                    .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        }
        counts.values().removeIf(count -> count == 1);
        assertEquals(Map.of(), counts);
    }

    /** By package the files in it, by file the files of the same package that it needs. */
    private static Map<String, Map<String, Set<String>>> byPackage() {
        Map<String, Map<String, Set<String>>> packages = new TreeMap<>();
        for (JavaClass type : OURS) {
            String name = type.getPackageName();
            if (name.length() < ROOT.length()) continue;
            if (type.getSimpleName().equals("package-info")) continue;
            Set<String> needed = packages.computeIfAbsent(name, key -> new TreeMap<>())
                    .computeIfAbsent(file(type), key -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().equals(name))
                    .map(FileCircleTest::file)
                    .filter(target -> !target.equals(file(type)))
                    .forEach(needed::add);
        }
        return packages;
    }

    private static String file(JavaClass type) {
        return type.getName().split("\\$")[0];
    }

    /** The files that need each other, whichever way round, as one line each. */
    private static Set<String> circles(Map<String, Set<String>> files) {
        Map<String, Set<String>> reached = new TreeMap<>();
        files.keySet().forEach(file -> reached.put(file, reach(file, files)));
        Set<String> circles = new TreeSet<>();
        for (String file : files.keySet()) {
            List<String> circle = new ArrayList<>(reached.get(file));
            circle.removeIf(other -> !reached.get(other).contains(file));
            if (circle.isEmpty()) continue;
            circles.add(circle.stream()
                    .map(name -> name.substring(ROOT.length()) + " -> "
                            + files.get(name).stream()
                                    .filter(circle::contains)
                                    .map(target -> target.substring(target.lastIndexOf('.') + 1))
                                    .toList())
                    .collect(Collectors.joining("; ")));
        }
        return circles;
    }

    private static Set<String> reach(String start, Map<String, Set<String>> files) {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(files.get(start));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (seen.add(next)) open.addAll(files.getOrDefault(next, Set.of()));
        }
        return seen;
    }
}
