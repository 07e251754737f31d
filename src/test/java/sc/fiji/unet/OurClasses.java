package sc.fiji.unet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The program's own classes as ArchUnit sees them, read once for all rules that one Java checks. */
public final class OurClasses {
    /** All but tests. */
    public static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("sc.fiji.unet");

    private OurClasses() {}
}
