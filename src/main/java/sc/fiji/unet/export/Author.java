package sc.fiji.unet.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.OptionException;

/**
 * Somebody who made a model; all but the name may be empty.
 *
 * @param name as it is written in a paper
 * @param affiliation where they work
 * @param orcid sixteen digits in four groups, the last perhaps X
 * @param github name of the account
 */
public record Author(String name, String affiliation, String orcid, String github) {
    /** Refuses what the bioimage.io format would. */
    public Author {
        if (name.isBlank() || name.contains("/") || name.contains("\\")) {
            throw new OptionException("authors: \"" + name + "\" is no name: expected one without slashes.");
        }
        if (!orcid.isEmpty() && !isOrcid(orcid)) {
            throw new OptionException(
                    "orcids: \"" + orcid + "\" is no ORCID iD: expected sixteen digits with their check"
                            + " digit, as in 0000-0002-1825-0097.");
        }
        if (!github.matches("|[A-Za-z0-9](-?[A-Za-z0-9]){0,38}")) {
            throw new OptionException("github: \"" + github + "\" is no name of a GitHub account.");
        }
    }

    /** Reads four lists with semicolons between their entries. One affiliation is that of all. */
    static List<Author> list(String names, String affiliations, String orcids, String github) {
        List<String> name = SaidList.of(names);
        String all = SaidList.of(affiliations).size() == 1
                ? String.join(";", java.util.Collections.nCopies(name.size(), affiliations))
                : affiliations;
        List<String> affiliation = SaidList.of("affiliations", all, "authors", name.size());
        List<String> orcid = SaidList.of("orcids", orcids, "authors", name.size());
        List<String> account = SaidList.of("github", github, "authors", name.size());
        List<Author> authors = new ArrayList<>();
        for (int i = 0; i < name.size(); i++) {
            String last = orcid.get(i).replaceFirst("^https?://orcid.org/", "");
            authors.add(new Author(name.get(i), affiliation.get(i), last, account.get(i)));
        }
        return authors;
    }

    /** The check digit of ISO 7064, MOD 11-2. */
    private static boolean isOrcid(String text) {
        if (!text.matches("(\\d{4}-){3}\\d{3}[\\dX]")) return false;
        String digits = text.replace("-", "");
        int total = 0;
        for (int i = 0; i < 15; i++) total = (total + digits.charAt(i) - '0') * 2 % 11;
        int check = (12 - total) % 11;
        return digits.charAt(15) == (check == 10 ? 'X' : (char) ('0' + check));
    }

    Map<String, Object> described() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        if (!affiliation.isEmpty()) map.put("affiliation", affiliation);
        if (!orcid.isEmpty()) map.put("orcid", orcid);
        if (!github.isEmpty()) map.put("github_user", github);
        return map;
    }
}
