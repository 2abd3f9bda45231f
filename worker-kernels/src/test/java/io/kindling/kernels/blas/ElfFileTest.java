package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class ElfFileTest {
  private static final int SECTION_OF_SYMBOLS = 11;

  @Test
  void everySymbolIsFoundByItsName() throws Exception {
    ByteBuffer bytes = library();
    Map<String, Long> symbols = symbols(bytes);
    ElfFile file = ElfFile.of(bytes);

    assertTrue(symbols.size() > 3_000, () -> symbols.size() + " symbols");
    for (Map.Entry<String, Long> symbol : symbols.entrySet()) {
      assertEquals(
          OptionalLong.of(symbol.getValue()), file.symbol(symbol.getKey()), symbol::getKey);
    }
  }

  @Test
  void aNameThatNoSymbolHasIsNotFound() throws Exception {
    ByteBuffer bytes = library();
    ElfFile file = ElfFile.of(bytes);

    for (String name : symbols(bytes).keySet()) {
      assertEquals(OptionalLong.empty(), file.symbol(name + "_of_nothing"), name);
    }
  }

  @Test
  void otherFilesAreRefused() {
    assertThrows(IOException.class, () -> ElfFile.of(ByteBuffer.allocate(1 << 10)));
    assertThrows(IOException.class, () -> ElfFile.of(ByteBuffer.wrap(new byte[] {0x7f, 'E'})));
  }

  private static ByteBuffer library() throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(PublishedOpenBlas.library()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What the library defines, one by one, as linkers find it by the headers of sections. */
  private static Map<String, Long> symbols(ByteBuffer bytes) {
    Map<String, Long> symbols = new HashMap<>();
    int sections = Math.toIntExact(bytes.getLong(40));
    int symbolSection = sections;
    while (bytes.getInt(symbolSection + 4) != SECTION_OF_SYMBOLS) {
      symbolSection += 64;
    }
    int first = Math.toIntExact(bytes.getLong(symbolSection + 24));
    int end = first + Math.toIntExact(bytes.getLong(symbolSection + 32));
    int names =
        Math.toIntExact(bytes.getLong(sections + 64 * bytes.getInt(symbolSection + 40) + 24));
    for (int symbol = first; symbol < end; symbol += 24) {
      boolean defined = bytes.getShort(symbol + 6) != 0; // else it is another library's
      boolean global = bytes.get(symbol + 4) >> 4 != 0; // else it is a section's
      if (defined && global) {
        int name = names + bytes.getInt(symbol);
        int length = 0;
        while (bytes.get(name + length) != 0) {
          length++;
        }
        byte[] letters = new byte[length];
        bytes.get(name, letters);
        symbols.put(new String(letters, StandardCharsets.US_ASCII), bytes.getLong(symbol + 8));
      }
    }
    return symbols;
  }
}
