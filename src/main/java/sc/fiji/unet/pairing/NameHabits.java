package sc.fiji.unet.pairing;

import java.util.regex.Pattern;

/** What people and tools add to the name of an image or of its mask. */
final class NameHabits {
    private static final String MASK_WORDS = "cp[_-]masks?|simple[ _-]segmentation|object[ _-](identities|predictions)"
            + "|ground[ _-]?truths?|gtfine|label[ _-]?im(g|age)s?|label(led)?ids?|instanceids|label[ _-]?maps?|man[_-]?(seg|track)"
            + "|seg[_-]?masks?|masks?|msk|labels?|labell?ing|labelled|labeled|lbl|seg|segm|segmentations?|segmented|gt|truth"
            + "|annotations?|annot|anno|annotated|instances?|targets?|manual\\d?|manually|binary|binarized|bw|stardist|objects|classes";
    private static final String IMAGE_WORDS = "images?|img|raw|im|photo|original|orig|input|training|train|leftimg8bit";
    private static final Pattern SUFFIX = Pattern.compile("(?i)[ _.-]+(" + MASK_WORDS + ")$");
    private static final Pattern CAMEL_SUFFIX = Pattern.compile(
            "(?<=[a-z0-9)])(SegMask|Mask|Label|Seg|Segmentation|Annotation|GT)s?$|(?<=\\d)(mask|label|seg|gt)s?$");
    /** Words that are as well part of an image's own name, as in lab_3 or slide_tissue: they count beside that image only. */
    private static final Pattern RARE_SUFFIX = Pattern.compile("(?i)[ _.-]+(expert\\d?|dlabels|rois?|lab|tissue)$");

    private static final Pattern PREFIX = Pattern.compile("(?i)^(" + MASK_WORDS + ")([ _.-]+|(?=\\d))");
    private static final Pattern MIDDLE = Pattern.compile("(?i)[ _.-]+(" + MASK_WORDS + ")(?=[ _.-])");
    private static final Pattern PART = Pattern.compile("(?i)[ _.-]+(" + MASK_WORDS + ")[ _.-]*\\d+$");
    private static final Pattern IMAGE_SUFFIX = Pattern.compile("(?i)[ _.-]+(" + IMAGE_WORDS + ")$");
    private static final Pattern IMAGE_PREFIX =
            Pattern.compile("(?i)^(" + IMAGE_WORDS + ")([ _.-]+|(?=\\d))|^t(?=\\d)");
    private static final Pattern CHANNEL = Pattern.compile("_\\d{4}$");
    private static final Pattern OTHER_OUTPUT = Pattern.compile(
            "(?i)[ _.-](cp[_-]?)?(outlines?|flows?|overlays?|probabilit(y|ies)|probs?|uncertainty|cellprob|dP)$");

    private NameHabits() {}

    /** Whether a name ends as masks are called. */
    static boolean hasMaskSuffix(String stem) {
        return !withoutMaskSuffix(stem).equals(stem);
    }

    /** Whether a name starts as masks are called. */
    static boolean hasMaskPrefix(String stem) {
        return PREFIX.matcher(stem).find();
    }

    /** Whether this is what a tool writes beside its masks: outlines, flows, probabilities. */
    static boolean isOtherOutput(String stem) {
        return OTHER_OUTPUT.matcher(stem).find();
    }

    /** The name of the image that a mask is called after by what it ends with; the name itself where that is nothing. */
    static String withoutMaskSuffix(String stem) {
        String rest = FileStem.withoutImageExtension(SUFFIX.matcher(stem).replaceFirst(""));
        if (rest.equals(stem))
            rest = CAMEL_SUFFIX.matcher(stem).replaceFirst("").replaceFirst("[ _.-]+$", "");
        if (rest.isEmpty() || rest.equals(stem)) return stem;
        return withoutMaskSuffix(rest);
    }

    /** The name of the image that a mask may be called after, by an end that images have too. */
    static String withoutRareSuffix(String stem) {
        return FileStem.withoutImageExtension(RARE_SUFFIX.matcher(stem).replaceFirst(""));
    }

    /** Whether a name ends as masks are called now and then, and images too. */
    static boolean hasRareSuffix(String stem) {
        return RARE_SUFFIX.matcher(stem).find();
    }

    /** The same by what it ends with, else by what it starts with: an end wins. */
    static String withoutMaskWord(String stem) {
        String rest = withoutMaskSuffix(stem);
        return rest.equals(stem) ? PREFIX.matcher(stem).replaceFirst("") : rest;
    }

    /** Without a word for masks between other words, as in cell_mask_1. */
    static String withoutMiddle(String stem) {
        return MIDDLE.matcher(stem).replaceFirst("");
    }

    /** Without a word and a number at the end, as in cell_mask_1 where each object of an image has a mask. */
    static String withoutPart(String stem) {
        return PART.matcher(stem).replaceFirst("");
    }

    static String withoutImageWord(String stem) {
        String rest = IMAGE_SUFFIX.matcher(stem).replaceFirst("");
        return rest.equals(stem) ? IMAGE_PREFIX.matcher(stem).replaceFirst("") : rest;
    }

    /** Without the number of a channel, as nnU-Net writes it: _0000. */
    static String withoutChannel(String stem) {
        return CHANNEL.matcher(stem).replaceFirst("");
    }
}
