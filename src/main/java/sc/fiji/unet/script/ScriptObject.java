package sc.fiji.unet.script;

/** A module of an archive: an object of one of the classes in its source text. */
public interface ScriptObject {
    /** The full name of its class. */
    String type();

    /** Whether it has an attribute of its own. */
    boolean has(String name);

    /** The value of an attribute: a tensor, another module, a list, number, text, or null for None. */
    Object get(String name);
}
