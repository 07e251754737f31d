package sc.fiji.unet.imagej.live;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.plugin.tool.PlugInTool;
import ij.process.FloatPolygon;
import java.awt.Graphics;
import java.awt.Point;
import java.awt.event.MouseEvent;
import sc.fiji.unet.live.Area;

/**
 * The tool in ImageJ's toolbar that paints in images with a live session; in others it does nothing. While another tool is
 * chosen, everything is as ever. For the event thread.
 */
final class PaintTool extends PlugInTool {
    /** Without a hyphen, at which ImageJ would cut it. */
    private static final String NAME = "UNet Live";

    private final ImagePlus image;
    private final PaintActions actions;
    private PaintMode mode = PaintMode.BRUSH;
    private int radius = 4;
    private double[] last;
    private FloatPolygon outline;
    private final BrushRing ring = new BrushRing();

    PaintTool(ImagePlus image, PaintActions actions) {
        this.image = image;
        this.actions = actions;
    }

    void use(PaintMode value) {
        mode = value;
        choose();
        ring.hide(image.getCanvas());
    }

    void resize(int value) {
        radius = value;
        ring.resize(image.getCanvas(), shownRadius());
    }

    private double shownRadius() {
        return mode == PaintMode.BRUSH || mode == PaintMode.ERASER ? radius : 0;
    }

    /** Makes it the tool that the mouse works with. */
    private void choose() {
        if (Toolbar.getInstance() != null && !isChosen()) Toolbar.addPlugInTool(this);
    }

    /** Gives the mouse back to ImageJ. */
    void leave() {
        ring.hide(image.getCanvas());
        Toolbar toolbar = Toolbar.getInstance();
        if (toolbar != null && isChosen()) toolbar.setTool(Toolbar.RECTANGLE);
    }

    boolean isChosen() {
        return Toolbar.getPlugInTool() == this;
    }

    @Override
    public String getToolName() {
        return NAME;
    }

    @Override
    public String getToolIcon() {
        return "C06cO11ccCe90o5577";
    }

    @Override
    public void mousePressed(ImagePlus imp, MouseEvent e) {
        if (imp != image) return;
        e.consume();
        double[] at = position(e);
        switch (mode) {
            case FLOOD -> actions.flood(new Point((int) at[0], (int) at[1]));
            case OUTLINE -> {
                outline = new FloatPolygon();
                outline.addPoint(at[0], at[1]);
            }
            default -> {
                actions.begin(mode == PaintMode.ERASER || e.isAltDown());
                last = at;
                actions.paint(Area.brush(at, at, radius));
            }
        }
    }

    @Override
    public void mouseDragged(ImagePlus imp, MouseEvent e) {
        if (imp != image) return;
        e.consume();
        double[] at = position(e);
        if (outline != null) {
            outline.addPoint(at[0], at[1]);
            if (outline.npoints > 2) image.setRoi(new PolygonRoi(outline.duplicate(), Roi.FREEROI));
        }
        if (last == null) return;
        actions.paint(Area.brush(last, at, radius));
        last = at;
        ring.move(image.getCanvas(), e.getX(), e.getY(), shownRadius());
    }

    @Override
    public void mouseReleased(ImagePlus imp, MouseEvent e) {
        if (imp != image) return;
        e.consume();
        if (last != null) {
            last = null;
            actions.end();
        }
        if (outline == null) return;
        Roi drawn = new PolygonRoi(outline, Roi.FREEROI);
        boolean enough = outline.npoints > 2;
        outline = null;
        image.deleteRoi();
        if (enough) actions.fill(drawn);
    }

    @Override
    public void mouseMoved(ImagePlus imp, MouseEvent e) {
        if (imp != image) return;
        ring.move(image.getCanvas(), e.getX(), e.getY(), shownRadius());
    }

    @Override
    public void mouseExited(ImagePlus imp, MouseEvent e) {
        if (imp == image) ring.hide(image.getCanvas());
    }

    @Override
    public void showPopupMenu(MouseEvent e, Toolbar toolbar) {
        // its options are in the panel
    }

    private double[] position(MouseEvent e) {
        ImageCanvas canvas = image.getCanvas();
        return new double[] {canvas.offScreenXD(e.getX()), canvas.offScreenYD(e.getY())};
    }

    /** A ring of the brush's size that goes with the mouse; drawn on the canvas only, never in the overlay. */
    private static final class BrushRing {
        private int x;
        private int y;
        private double radius;

        void move(ImageCanvas canvas, int newX, int newY, double size) {
            if (canvas == null) return;
            clear(canvas);
            x = newX;
            y = newY;
            radius = size;
            draw(canvas);
        }

        void resize(ImageCanvas canvas, double size) {
            if (canvas == null || radius == 0) return;
            clear(canvas);
            radius = size;
            draw(canvas);
        }

        void hide(ImageCanvas canvas) {
            if (canvas == null || radius == 0) return;
            clear(canvas);
            radius = 0;
        }

        private int edge(ImageCanvas canvas) {
            return (int) Math.ceil(radius * canvas.getMagnification());
        }

        private void clear(ImageCanvas canvas) {
            int r = edge(canvas) + 2;
            if (radius > 0) canvas.repaint(x - r, y - r, 2 * r, 2 * r);
        }

        private void draw(ImageCanvas canvas) {
            Graphics g = canvas.getGraphics();
            if (g == null || radius == 0) return;
            int r = edge(canvas);
            g.setColor(java.awt.Color.WHITE);
            g.drawOval(x - r, y - r, 2 * r, 2 * r);
            g.dispose();
        }
    }
}
