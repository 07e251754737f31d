package sc.fiji.unet.config;

import sc.fiji.unet.base.Choice;

/** Which changed copies of an image a prediction is the mean of. */
public enum TestTimeAugmentation implements Choice {
    /** The image alone, in one prediction. */
    NONE,
    /** The image and its mirror images along each axis and combination of axes. */
    MIRROR,
    /** The mirror images, each of them also turned by 90 degrees. */
    ROTATE;

    /** The constant of this word. */
    public static TestTimeAugmentation of(String word) {
        return Choice.of(TestTimeAugmentation.class, "tta", word);
    }
}
