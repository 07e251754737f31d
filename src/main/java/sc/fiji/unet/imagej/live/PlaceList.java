package sc.fiji.unet.imagej.live;

import java.util.List;
import javax.swing.DefaultListModel;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.ListSelectionModel;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.live.StrokeReport.Place;

/** The places where strokes and prediction disagree; a click goes there. */
final class PlaceList extends JScrollPane {
    private static final long serialVersionUID = 1L;
    private static final int ROWS = 4;
    private static final String LONG = "background found as nucleus at 1000, 1000, slice 100";

    private final DefaultListModel<String> lines = new DefaultListModel<>();
    private transient List<Place> places = List.of();

    PlaceList(LiveActions actions) {
        JList<String> list = new JList<>(lines);
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setVisibleRowCount(ROWS);
        list.setPrototypeCellValue(LONG); // as high without places as with them
        list.setToolTipText("Where the network says something else than you painted: click to go there");
        list.addListSelectionListener(event -> {
            int index = list.getSelectedIndex();
            if (!event.getValueIsAdjusting() && index >= 0 && index < places.size()) actions.visit(places.get(index));
        });
        setViewportView(list);
        setHorizontalScrollBarPolicy(HORIZONTAL_SCROLLBAR_NEVER);
    }

    /**
     * Shows other places.
     *
     * @param planes whether a plane has to be named
     */
    void show(List<Place> found, List<ClassInfo> classes, boolean planes) {
        if (found.equals(places)) return;
        places = List.of(); // nobody chose what is selected while it changes
        lines.clear();
        for (Place place : found) {
            lines.addElement(classes.get(place.painted()).name() + " found as "
                    + classes.get(place.found()).name() + " at " + place.box().centerX() + ", "
                    + place.box().centerY() + (planes ? ", slice " + (place.plane() + 1) : ""));
        }
        places = found;
    }
}
