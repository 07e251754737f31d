package sc.fiji.unet.imagej.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JList;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.live.Rect;
import sc.fiji.unet.live.StrokeReport.Place;

/** The list of places where a prediction and strokes contradict each other. */
class PlaceListTest {
    private static final List<ClassInfo> CLASSES =
            List.of(new ClassInfo("background", 0, 0x0000FF), new ClassInfo("nucleus", 1, 0xFF0000));
    private static final Place FIRST = new Place(2, new Rect(10, 20, 5, 7), 0, 1, 30);
    private static final Place SECOND = new Place(0, new Rect(40, 50, 4, 4), 1, 0, 12);

    private final List<Object> visited = new ArrayList<>();

    @Test
    void aPlaceThatIsChosenIsGoneToAndOneThatIsReplacedIsNot() {
        LiveActions actions = (LiveActions) Proxy.newProxyInstance(
                LiveActions.class.getClassLoader(), new Class<?>[] {LiveActions.class}, (proxy, method, arguments) -> {
                    assertEquals("visit", method.getName());
                    visited.add(arguments[0]);
                    return null;
                });
        PlaceList places = new PlaceList(actions);
        places.show(List.of(FIRST, SECOND), CLASSES, true);
        JList<?> list = (JList<?>) places.getViewport().getView();
        assertEquals(
                "background found as nucleus at 12, 23, slice 3",
                list.getModel().getElementAt(0));
        list.setSelectedIndex(1);
        assertEquals(List.of(SECOND), visited);
        places.show(List.of(FIRST), CLASSES, false);
        assertEquals("background found as nucleus at 12, 23", list.getModel().getElementAt(0));
        assertEquals(List.of(SECOND), visited, "nobody chose another one");
    }
}
