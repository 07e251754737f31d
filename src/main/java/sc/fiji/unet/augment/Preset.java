package sc.fiji.unet.augment;

import java.util.Arrays;
import java.util.Optional;
import sc.fiji.unet.base.Choice;

/** Ready augmentation plans, each for a kind of images, that people choose by one word. */
public enum Preset implements Choice {
    /** Patches stay as they are. */
    NONE("", "no augmentation"),
    /** What changes nothing but place and exposure: a safe start for anything without an up and down. */
    LIGHT("flip; turn; brightness@0.3; contrast@0.3", "flips, quarter turns, brightness and contrast"),
    /** No direction is special, tissue bends, and focus, exposure and noise differ from day to day. */
    MICROSCOPY(
            "flip; turn; rotate@0.3; scale@0.3; shear@0.1; elastic@0.3; blur@0.15; low-resolution@0.1; "
                    + "gamma@0.25; brightness@0.25; contrast@0.25; noise@0.2",
            "light, and rotation, scale, elastic deformation, blur, gamma and noise"),
    /** Patients lie the same way round, but turned a little, larger or smaller, in another scanner. */
    MEDICAL(
            "rotate@0.3 degrees=20 tilt=5; scale@0.3 min=0.75 max=1.33; elastic@0.2; blur@0.15 max=1; "
                    + "low-resolution@0.15; gamma@0.3; brightness@0.15; contrast@0.15; noise@0.15 max=0.15",
            "small rotations, scale, elastic deformation, blur, gamma and noise; no flips");

    private final String steps;
    private final String description;

    Preset(String steps, String description) {
        this.steps = steps;
        this.description = description;
    }

    /** What it does, for people. */
    public String description() {
        return description;
    }

    /** Its steps, as a plan reads them. */
    String steps() {
        return steps;
    }

    /** The preset of this id, if there is one. */
    public static Optional<Preset> named(String id) {
        return Arrays.stream(values()).filter(preset -> preset.id().equals(id)).findFirst();
    }
}
