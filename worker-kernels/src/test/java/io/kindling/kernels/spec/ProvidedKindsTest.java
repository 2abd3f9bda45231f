package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kinds that are not in a catalogue: without a name, and with one that a jar's service file gives.
 */
class ProvidedKindsTest {
  interface Spice {}

  record Salt(@Default("1") int grams) implements Spice {}

  record Paprika(@Default("2") int grams, @Default("{salt: {grams: 3}}") Spice with)
      implements Spice {}

  record Sauce(List<String> of) implements Spice {}

  static final class Elsewhere {
    record Salt(int spoons) implements Spice {}
  }

  static final class Fresh implements Spice {}

  record Explosive() {
    static {
      explode();
    }

    private static void explode() {
      throw new IllegalStateException("a class that is no spice was initialised");
    }
  }

  /** What a jar of a user brings. */
  public static final class Shop implements KindProvider {
    @Override
    public List<Class<? extends Record>> kinds() {
      return List.of(Paprika.class);
    }
  }

  /** One whose kind has the name of another. */
  public static final class Rival implements KindProvider {
    @Override
    public List<Class<? extends Record>> kinds() {
      return List.of(Elsewhere.Salt.class);
    }
  }

  /** One whose kind has a component that nothing reads. */
  public static final class Cook implements KindProvider {
    @Override
    public List<Class<? extends Record>> kinds() {
      return List.of(Sauce.class);
    }
  }

  private static final Catalogue<Spice> SPICES =
      Catalogue.of("spice", Spice.class, List.of(Salt.class));

  @TempDir private Path folder;

  @Test
  void aProvidedKindIsReadByItsNameWithItsDefaults() throws Exception {
    assertEquals(new Paprika(2, new Salt(3)), with(Shop.class, () -> read("paprika")));
  }

  @Test
  void aProvidedKindIsWrittenAsItsClassAndNamedByItsName() throws Exception {
    Spice paprika = new Paprika(5, new Salt(1));
    assertEquals(
        Map.of(
            Paprika.class.getName(),
            Map.of("grams", 5, "with", Map.of("salt", Map.of("grams", 1)))),
        with(Shop.class, () -> SPICES.write(paprika)));
    assertEquals("paprika", with(Shop.class, () -> SPICES.nameOf(paprika)));
  }

  @Test
  void aProvidedKindStandsInTheCatalogueBehindTheOthers() throws Exception {
    assertEquals(List.of("salt", "paprika"), with(Shop.class, () -> List.copyOf(SPICES.names())));
    assertEquals(
        List.of("salt", "paprika"),
        with(Shop.class, () -> SPICES.entries().stream().map(Catalogue.Entry::name).toList()));
  }

  @Test
  void withoutAProviderAKindIsWrittenAndReadAsItsClassAndTakenForNoOther() {
    String name = Elsewhere.Salt.class.getName();
    Object written = SPICES.write(new Elsewhere.Salt(4));
    assertEquals(Map.of(name, Map.of("spoons", 4)), written);
    assertEquals(name, SPICES.nameOf(new Elsewhere.Salt(4)));
    assertEquals(new Elsewhere.Salt(4), SPICES.read(Setting.of("meal", written)));
    assertEquals(new Paprika(2, new Salt(3)), read(Paprika.class.getName()));
  }

  @Test
  void aClassThatIsNotThereIsToldInOneLine() {
    assertEquals(
        "meal: found unknown spice 'com.example.Absent', expected a class of a jar that is given"
            + " to Spark by --jars",
        refusal(() -> read("com.example.Absent")));
  }

  @Test
  void aClassOfAnotherTypeIsRefusedAndNothingOfItRuns() {
    String name = Explosive.class.getName();
    assertEquals(
        "meal: found the class '%s', expected a spice, which implements %s"
            .formatted(name, Spice.class.getName()),
        refusal(() -> read(name)));
  }

  @Test
  void aClassThatIsNoRecordOrHasAComponentThatNothingReadsIsRefused() {
    assertEquals(
        "meal: found class %s, expected a record".formatted(Fresh.class.getName()),
        refusal(() -> read(Fresh.class.getName())));
    String message = refusal(() -> read(Sauce.class.getName()));
    assertTrue(message.startsWith("meal: found " + Sauce.class.getName() + " with"), message);
  }

  @Test
  void whatNoCatalogueReadsIsWrittenAsText() {
    assertEquals(
        Map.of(Sauce.class.getName(), Map.of("of", "[a, b]")),
        SPICES.write(new Sauce(List.of("a", "b"))));
  }

  @Test
  void aKindThatIsNoRecordIsWrittenAsItsClass() {
    Spice spice = new Spice() {};
    assertEquals(spice.getClass().getName(), SPICES.write(spice));
  }

  @Test
  void aNameThatIsTakenIsRefusedWithBothClasses() {
    String message = refusal(() -> with(Rival.class, () -> read("salt")));
    assertEquals(
        "META-INF/services/io.kindling.kernels.spec.KindProvider: found 'salt' for both "
            + Salt.class.getName()
            + " and "
            + Elsewhere.Salt.class.getName()
            + ", expected another name for the second",
        message);
  }

  @Test
  void anAliasIsTakenToo() {
    Catalogue<Spice> spices = SPICES.alias("paprika", Salt.class);
    String message =
        refusal(() -> with(Shop.class, () -> spices.read(Setting.scalar("meal", "salt"))));
    assertTrue(message.contains("'paprika' for both " + Salt.class.getName()), message);
  }

  @Test
  void aComponentThatNothingReadsIsRefused() {
    String message = refusal(() -> with(Cook.class, () -> read("sauce")));
    assertEquals(
        "META-INF/services/io.kindling.kernels.spec.KindProvider: found "
            + Sauce.class.getName()
            + " with a component of interface java.util.List, expected int, double, boolean, or"
            + " what a catalogue reads",
        message);
  }

  @Test
  void aProviderThatIsNotThereIsToldInOneLine() {
    String message = refusal(() -> with("com.example.Absent", () -> read("salt")));
    assertTrue(message.contains("com.example.Absent"), message);
    assertEquals(1, message.lines().count());
  }

  private static Spice read(String name) {
    return SPICES.read(Setting.scalar("meal", name));
  }

  private static String refusal(Callable<?> action) {
    return String.valueOf(assertThrows(InvalidInputException.class, action::call).getMessage());
  }

  private <T> T with(Class<? extends KindProvider> provider, Callable<T> action) throws Exception {
    return with(provider.getName(), action);
  }

  private <T> T with(String provider, Callable<T> action) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader jar = new URLClassLoader(new URL[] {serviceFile(provider)}, before)) {
      thread.setContextClassLoader(jar);
      return action.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private URL serviceFile(String provider) throws IOException {
    Path file = folder.resolve(ProvidedKinds.SERVICE_FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, provider + "\n");
    return folder.toUri().toURL();
  }
}
