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
 */
final class PrivateNetlib extends ClassLoader {
  private static final String LIBRARY_PROPERTY = "dev.ludovic.netlib.blas.nativeLibPath";
  private static final String PACKAGE = "dev.ludovic.netlib.blas.";
  private static final String BINDING = PACKAGE + "JNIBLAS";
  private static final String BINDING_PARENT = PACKAGE + "AbstractBLAS";

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
    try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (bytes == null) {
        throw new ClassNotFoundException(name + " is not on the classpath");
      }
      byte[] code = bytes.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
