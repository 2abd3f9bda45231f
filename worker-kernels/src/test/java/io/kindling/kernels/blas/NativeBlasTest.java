package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class NativeBlasTest extends BlasContractTest {
  @Override
  Blas blas() {
    return assertInstanceOf(NativeBlas.class, Blas.get());
  }

  @Test
  void theCpuKernelIsNamed() {
    assertNotEquals("unknown", blas().description().cpuKernel());
  }

  @Test
  void theDescriptionSaysThatItIsNative() {
    assertTrue(blas().description().isNative());
  }

  @Test
  void theLibraryIsNamedWithItsVersion() {
    String library = blas().description().library();

    assertTrue(library.matches("OpenBLAS \\d+\\.\\d+\\.\\d+"), library);
  }

  @Test
  void theFileIsThatOfTheLibrary() {
    assertTrue(Files.isRegularFile(Path.of(blas().description().file())));
  }

  @Test
  void theHashIsThatOfTheLibraryAsPublished() throws Exception {
    ByteBuffer content =
        ByteBuffer.wrap(Files.readAllBytes(Path.of(blas().description().file())))
            .order(ByteOrder.LITTLE_ENDIAN);
    long changed = ElfFile.of(content).dynamicEntry(OwnCopy.SYMBOLIC).orElseThrow();
    content.putLong(Math.toIntExact(changed), OwnCopy.SONAME);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.array());

    assertEquals(HexFormat.of().formatHex(hash), blas().description().fileHash());
  }

  @Test
  void theProcessComputesAsItselfDoes() {
    assertTrue(blas().description().sameArithmeticAs(blas().description()));
  }

  @Test
  void thePropertyOfNetlibIsLeftAsItWas() {
    blas();

    assertFalse(System.getProperties().containsKey("dev.ludovic.netlib.blas.nativeLibPath"));
  }
}
