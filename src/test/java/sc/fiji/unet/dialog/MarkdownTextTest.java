package sc.fiji.unet.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkdownTextTest {
    @Test
    void whatHelpPagesUseBecomesHtml() {
        assertEquals(
                "<h2>When to use it</h2><p>Press <i>OK</i> in one line, <code>a &lt; b</code>.</p>",
                MarkdownText.html("## When to use it\n\nPress *OK* in\none line, `a < b`.\n"));
        assertEquals(
                "<ul><li><b>It fails</b>: see this.</li><li>More</li></ul>",
                MarkdownText.html("- **It fails**: see\n  this.\n- More"));
        assertEquals(
                "<p>the page and <a href=\"https://fiji.sc\">Fiji</a></p>",
                MarkdownText.html("[the page](other.md) and [Fiji](https://fiji.sc)"));
    }
}
