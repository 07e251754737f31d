package sc.fiji.unet.check;

import java.util.List;

/** Looks for one kind of fault in a set. Stateless. */
@FunctionalInterface
interface DatasetCheck {
    /** What is wrong; empty where nothing is. */
    List<Finding> of(Dataset set);
}
