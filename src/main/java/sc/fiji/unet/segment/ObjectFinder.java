package sc.fiji.unet.segment;

import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Instances;

/**
 * Cleans classes and tells their objects apart, in an image or in what of it decides.
 *
 * @param method how
 * @param outputs how many outputs of the network stand for classes
 */
record ObjectFinder(ObjectMethod method, int outputs) {
    /**
     * What was found.
     *
     * @param map with the classes as they are then
     * @param numbers of the objects, 1..n in the order of their first pixels; null where none were to be told apart
     * @param changed whether its classes may be others than before
     */
    record Found(ClassMap map, int[] numbers, boolean changed) {}

    /** Whether pixels of all classes are one foreground, of whose objects each has the class that its pixels vote for. */
    boolean votes() {
        return outputs > 2 && method.crossesClasses();
    }

    /** Leaves the arrays of the map as they are. */
    Found find(ClassMap decided) {
        int[] classes = decided.classes();
        float[] chances = decided.probabilities();
        ClassMap map = votes() ? decided.withClasses(ClassVote.united(classes)) : decided;
        map = Instances.clean(map, method.options());
        int[] numbers = method.apart() ? new int[classes.length] : null;
        if (method.apart()) Instances.label(map, numbers, method.options());
        boolean painted = method.paints();
        int[] beside = painted ? new int[classes.length] : map.classes(); // no foreground but objects
        if (votes()) map = map.withClasses(new ClassVote(chances, outputs).settle(classes, beside, numbers));
        else if (painted) map = map.withClasses(ClassVote.united(numbers));
        return new Found(map, numbers, votes() || painted || method.cleans());
    }
}
