package io.kindling.kernels.blas;

import dev.ludovic.netlib.blas.BLAS;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A private copy of netlib's native binding.
 *
 * <p>Netlib loads its native library once for the process, when its first class is touched, and
 * keeps what it got: if MLlib was used before, that is whatever the system offered then, usually
 * nothing. So the two classes of the binding are defined again in a class loader of their own,
 * while the interface {@link BLAS} stays the shared one. Kindling is then free of the order in
 * which things are used, and what MLlib uses is left as it is.
 *
 * <p>Classes and native part are those of a netlib that the build puts beside this class, whatever
 * Spark brings: netlib 3.0 loads its library for all of the process, and takes functions from
 * whichever BLAS was loaded so first, not from the one that it was told.
 */
final class PrivateNetlib extends ClassLoader {
  private static final String LIBRARY_PROPERTY = "dev.ludovic.netlib.blas.nativeLibPath";
  private static final String PACKAGE = "dev.ludovic.netlib.blas.";
  private static final String BINDING = PACKAGE + "JNIBLAS";
  private static final String BINDING_PARENT = PACKAGE + "AbstractBLAS";

  /** Where the build puts the parts of netlib's jar that are taken. */
  private static final String OWN = "netlib/";

  private PrivateNetlib() {
    super(BLAS.class.getClassLoader());
  }

  /** The library that the user chose for netlib, if any. */
  static @Nullable String chosenLibrary() {
    return System.getProperty(LIBRARY_PROPERTY);
  }

  /** Binds netlib to the native {@code library}. */
  static BLAS bind(String library) throws ReflectiveOperationException {
    @Nullable String before = chosenLibrary();
    System.setProperty(LIBRARY_PROPERTY, library);
    try {
      Method instance = new PrivateNetlib().loadClass(BINDING).getMethod("getInstance");
      instance.setAccessible(true);
      return (BLAS) instance.invoke(null);
    } finally {
      if (before == null) {
        System.clearProperty(LIBRARY_PROPERTY);
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.equals(BINDING) && !name.equals(BINDING_PARENT)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream bytes = PrivateNetlib.class.getResourceAsStream(OWN + file)) {
      if (bytes == null) {
        throw new ClassNotFoundException("Kindling was built without " + OWN + file);
      }
      byte[] code = bytes.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** The native part of the binding; for systems other than Linux the one that netlib has. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    InputStream own = PrivateNetlib.class.getResourceAsStream(OWN + name);
    return own == null ? super.getResourceAsStream(name) : own;
  }
}
