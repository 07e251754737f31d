package sc.fiji.unet.compare;

import java.nio.file.Path;

/**
 * What a comparison of networks came to, beside the files that it wrote.
 *
 * @param table for a terminal
 * @param best name of the winner, null where the lead is within the spread
 * @param page for a browser
 */
public record ComparisonResult(String table, String best, Path page) {}
