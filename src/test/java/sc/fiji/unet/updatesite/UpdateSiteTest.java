package sc.fiji.unet.updatesite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

class UpdateSiteTest {
    @TempDir
    Path folder;

    private Path jar(String name, String... entries) throws IOException {
        Path jar = folder.resolve("staged").resolve(name);
        Files.createDirectories(jar.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private int publish(long now) throws IOException {
        return new UpdateSite(folder.resolve("site"), now).publish(folder.resolve("staged"));
    }

    private List<SiteFile> index() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("site/db.xml.gz")))) {
            return SiteIndex.read(in);
        }
    }

    @Test
    void checksumsSeeContentInTheOrderOfNamesAndNoBuildDates() throws Exception {
        Path jar = jar(
                "jars/a.jar", "b.txt", "two", "META-INF/MANIFEST.MF", "Built-By: x", "a.properties", "#date\nk=v\n");
        byte[] digest = MessageDigest.getInstance("SHA-1")
                .digest("META-INF/MANIFEST.MFa.properties\nk=v\nb.txttwo".getBytes(StandardCharsets.UTF_8));
        assertEquals(HexFormat.of().formatHex(digest), JarChecksum.of(jar));
        Path rebuilt = jar("jars/b.jar", "a.properties", "#later\nk=v\n", "META-INF/MANIFEST.MF", "", "b.txt", "two");
        assertEquals(JarChecksum.of(jar), JarChecksum.of(rebuilt));
        assertNotEquals(JarChecksum.of(jar), JarChecksum.of(jar("jars/c.jar", "b.txt", "three")));
    }

    @Test
    void filesLieUnderTheirTimestampsAndNativesUnderTheirPlatform() throws IOException {
        jar("plugins/unet-1.0.0.jar", "x", "1");
        jar("jars/linux64/native-2.7.1-linux-x86_64.jar", "x", "2");
        assertEquals(2, publish(20260101000000L));
        Path site = folder.resolve("site");
        assertTrue(Files.exists(site.resolve("plugins/unet-1.0.0.jar-20260101000000")));
        SiteFile library = index().get(0);
        assertEquals("linux64", library.platform());
        assertEquals(
                Files.size(folder.resolve("staged").resolve(library.name())),
                library.current().size());
    }

    @Test
    void theNextBuildKeepsWhatDidNotChangeAndListsWhatItReplaces() throws IOException {
        jar("jars/lib-1.0.jar", "x", "same");
        Path old = jar("plugins/unet-1.0.0.jar", "x", "1");
        publish(20260101000000L);
        String before = JarChecksum.of(old);
        Files.delete(old);
        jar("plugins/unet-1.1.0.jar", "x", "2");
        assertEquals(2, publish(20260202000000L));
        List<SiteFile> files = index();
        assertEquals(
                List.of("jars/lib-1.0.jar", "plugins/unet-1.1.0.jar"),
                files.stream().map(SiteFile::name).toList());
        assertEquals(20260101000000L, files.get(0).current().timestamp());
        assertEquals(List.of(), files.get(0).previous());
        assertEquals(
                List.of(new SiteFile.Version(before, 20260101000000L, 0, 20260202000000L, "plugins/unet-1.0.0.jar")),
                files.get(1).previous());
        Files.delete(folder.resolve("staged/jars/lib-1.0.jar"));
        assertEquals(1, publish(20260303000000L));
        assertEquals(1, index().get(0).previous().size());
    }

    @Test
    void theIndexIsValidByItsGrammar() throws Exception {
        jar("plugins/unet-1.0.0.jar", "x", "1");
        publish(1);
        jar("plugins/unet-1.0.0.jar", "x", "2");
        publish(2);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setValidating(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new Strict());
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("site/db.xml.gz")))) {
            assertEquals("pluginRecords", builder.parse(in).getDocumentElement().getTagName());
        }
    }

    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) throws SAXParseException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXParseException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXParseException {
            throw e;
        }
    }
}
