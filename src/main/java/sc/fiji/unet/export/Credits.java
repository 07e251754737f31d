package sc.fiji.unet.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.OptionException;

/**
 * What a package says about a model beside what the model itself knows. All may be empty.
 *
 * @param about what it is
 * @param authors who made it
 * @param license the SPDX id of its license
 * @param citations what to cite
 * @param origin what it was made from
 */
public record Credits(About about, List<Author> authors, String license, List<Citation> citations, Origin origin) {
    /** Credits in which every text and list is empty. */
    public static final Credits NONE =
            new Credits(new About("", "", null), List.of(), "", List.of(), new Origin("", ""));

    /** The word for a license of which nothing is said. */
    public static final String NO_LICENSE = "none";

    private static final int LONGEST_DESCRIPTION = 1024;

    /** Copies the lists. */
    public Credits {
        authors = List.copyOf(authors);
        citations = List.copyOf(citations);
    }

    /** Reads what the parameters of the export command say, by their names. */
    public static Credits of(Map<String, String> said) {
        String documentation = said.get("documentation");
        return new Credits(
                new About(
                        said.get("name").strip(),
                        said.get("description").strip(),
                        documentation.isBlank() ? null : Path.of(documentation)),
                Author.list(said.get("authors"), said.get("affiliations"), said.get("orcids"), said.get("github")),
                said.get("license").equals(NO_LICENSE) ? "" : said.get("license"),
                Citation.list(said.get("cite"), said.get("doi")),
                new Origin(said.get("dataset").strip(), said.get("parent").strip()));
    }

    /**
     * What the model is called and what it is for; empty texts where nobody said.
     *
     * @param name a title
     * @param description a sentence or two
     * @param documentation a Markdown file that the page of the package begins with; null for none
     */
    public record About(String name, String description, Path documentation) {
        /** Refuses what the bioimage.io format would. */
        public About {
            if (!name.isEmpty() && !name.matches("[A-Za-z0-9_+() -]{5,128}")) {
                throw new OptionException("name = \"" + name + "\" is no name for a package: expected 5 to 128 letters,"
                        + " digits, blanks and _ + - ( ).");
            }
            if (description.length() > LONGEST_DESCRIPTION) {
                throw new OptionException("description has " + description.length() + " characters: expected at most "
                        + LONGEST_DESCRIPTION + ". Write more into a file and name it by documentation.");
            }
            if (documentation != null && !Files.isRegularFile(documentation)) {
                throw new OptionException(
                        "documentation = " + documentation + " is no file: expected a Markdown text.");
            }
        }
    }

    /**
     * What a model was made from, by ids of bioimage.io.
     *
     * @param dataset that it learned from
     * @param parent the model that its training began with
     */
    public record Origin(String dataset, String parent) {
        /** Refuses what cannot be an id. */
        public Origin {
            requireId("dataset", dataset);
            requireId("parent", parent);
        }

        private static void requireId(String name, String id) {
            if (id.matches("|[a-z0-9][a-z0-9_./-]*[a-z0-9]")) return;
            throw new OptionException(
                    name + " = \"" + id
                            + "\" is no id of bioimage.io: expected one such as affable-shark. Leave it empty if there is none.");
        }
    }
}
