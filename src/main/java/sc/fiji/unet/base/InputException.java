package sc.fiji.unet.base;

/**
 * Something a person gave us cannot be used: an image, a mask, a model, a folder. The message says what, where, what was
 * found, what was expected and what to do. Shown as it is, without a stack trace.
 */
public class InputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Wraps a message that already says what, where, got, expected and what to do. */
    public InputException(String message) {
        super(message);
    }

    /** As above, keeping the failure that revealed it. */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
