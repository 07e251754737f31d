package sc.fiji.unet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Where a person lives changes no text that a machine reads: in Arabic, Persian or Nepali Java writes other digits, in Turkish
 * other capitals. What has a form with a locale is used in that form.
 */
class LocaleRuleTest {
    private static final String ALL = "*";

    /** By class, the methods whose forms without a locale follow the machine's; constructors are called {@code <init>}. */
    private static final Map<Class<?>, Set<String>> FOLLOW = Map.of(
            String.class, Set.of("format", "formatted", "toLowerCase", "toUpperCase"),
            PrintStream.class, Set.of("format", "printf"),
            PrintWriter.class, Set.of("format", "printf"),
            Formatter.class, Set.of("<init>"),
            Scanner.class, Set.of("<init>"),
            DecimalFormat.class, Set.of("<init>"),
            NumberFormat.class, Set.of(ALL),
            MessageFormat.class, Set.of("format", "<init>"),
            SimpleDateFormat.class, Set.of("<init>"),
            DateTimeFormatter.class, Set.of("ofPattern", "ofLocalizedDate", "ofLocalizedTime", "ofLocalizedDateTime"));

    @Test
    void nothingFollowsTheLocaleOfTheMachine() {
        noClasses()
                .should()
                .callCodeUnitWhere(followsTheLocale())
                .because("texts for machines are the same everywhere: pass Locale.ROOT")
                .check(OurClasses.OURS);
    }

    private static DescribedPredicate<JavaCall<?>> followsTheLocale() {
        return DescribedPredicate.describe("follows the locale of the machine", LocaleRuleTest::follows);
    }

    private static boolean follows(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        boolean told =
                call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Locale.class));
        return !told
                && FOLLOW.entrySet().stream()
                        .filter(entry -> owner.isEquivalentTo(entry.getKey()))
                        .anyMatch(entry -> entry.getValue().contains(ALL)
                                || entry.getValue().contains(call.getName()));
    }
}
