package sc.fiji.unet.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.OptionException;

/**
 * What somebody who uses a model should cite.
 *
 * @param text as in a list of references
 * @param doi without the address before it, or an address where there is none
 */
public record Citation(String text, String doi) {
    /** The paper that the networks are named after. */
    static final Citation UNET = new Citation(
            "Ronneberger O, Fischer P, Brox T. U-Net: Convolutional Networks for Biomedical Image Segmentation. MICCAI 2015",
            "10.1007/978-3-319-24574-4_28");

    /** Refuses what the bioimage.io format would. */
    public Citation {
        doi = doi.replaceFirst("^https?://(dx\\.)?doi.org/", "");
        if (text.isBlank()) throw new OptionException("cite is empty beside doi = " + doi + ": expected what to cite.");
        if (!doi.matches("10\\.\\d{4,}\\S*/\\S+|https?://\\S+")) {
            throw new OptionException("doi: \"" + doi + "\" for \"" + text
                    + "\" is none: expected one such as 10.1038/s41592-018-0261-2, or the address of a page.");
        }
    }

    /** Reads two lists with semicolons between their entries. */
    static List<Citation> list(String texts, String dois) {
        List<String> text = SaidList.of(texts);
        if (text.isEmpty() && !SaidList.of(dois).isEmpty()) {
            throw new OptionException(
                    "doi = " + dois + " is given without cite: expected what to cite, as in a paper.");
        }
        List<String> doi = SaidList.of("doi", dois, "cite", text.size());
        List<Citation> citations = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) citations.add(new Citation(text.get(i), doi.get(i)));
        return citations;
    }

    Map<String, Object> described() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", text);
        map.put(doi.startsWith("http") ? "url" : "doi", doi);
        return map;
    }
}
