package io.kindling.kernels.spec;

import java.util.regex.Pattern;

/** Classes that a declaration names in full, such as {@code com.example.Lion}. */
public final class NamedClass {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)+");
  private static final int LONGEST = 255; // as of the names of files that hold classes

  private NamedClass() {}

  /** Whether a name is that of a class in a package, as no name of a kind is. */
  public static boolean isOne(String name) {
    return name.length() <= LONGEST && NAME.matcher(name).matches();
  }

  /**
   * The class, as the thread's context class loader finds it, which knows the jars that Spark is
   * given. Nothing of it runs here.
   *
   * @param noun what an error calls what is looked for
   * @throws InvalidInputException at {@code place} when there is none, or it is no {@code type}
   */
  public static <T> Class<? extends T> find(String name, String noun, Class<T> type, String place) {
    try {
      Class<?> found = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
      if (type.isAssignableFrom(found)) {
        return found.asSubclass(type);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      throw InvalidInputException.at(
          place,
          "unknown %s '%s'".formatted(noun, name),
          "a class of a jar that is given to Spark by --jars");
    }
    throw InvalidInputException.at(
        place,
        "the class '%s'".formatted(name),
        "a %s, which implements %s".formatted(noun, type.getName()));
  }
}
