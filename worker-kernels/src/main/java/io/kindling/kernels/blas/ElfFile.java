package io.kindling.kernels.blas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/**
 * A shared library as it lies in its file: ELF, 64 bits, little-endian, as Linux has it on x86-64
 * and ARM64 (System V ABI, "Object files" and "Dynamic linking"; the hash table is GNU's).
 *
 * <p>Places in the file are offsets; places in memory are addresses relative to where the library
 * is loaded.
 */
final class ElfFile {
  private static final int MAGIC = 'E' << 8 | 0x7f | 'L' << 16 | 'F' << 24;
  private static final int OF_64_BITS = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int SEGMENT_LOADED = 1;
  private static final int SEGMENT_DYNAMIC = 2;

  // Fields of a segment's header.
  private static final int OFFSET = 8;
  private static final int ADDRESS = 16;
  private static final int SIZE = 32;

  private static final int DYNAMIC_ENTRY = 16;
  private static final int SYMBOL_ENTRY = 24;

  private static final long NAMES = 5;
  private static final long SYMBOLS = 6;
  private static final long HASHES = 0x6ffffef5L;

  private final ByteBuffer bytes;

  private ElfFile(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * The library whose file has these bytes.
   *
   * @throws IOException when they are something else
   */
  static ElfFile of(ByteBuffer content) throws IOException {
    ByteBuffer bytes = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < 64
        || bytes.getInt(0) != MAGIC
        || bytes.get(4) != OF_64_BITS
        || bytes.get(5) != LITTLE_ENDIAN) {
      throw new IOException("no 64-bit little-endian ELF file");
    }
    return new ElfFile(bytes);
  }

  /** The offset of the dynamic section's entry with this tag, 8 bytes of tag and 8 of value. */
  OptionalLong dynamicEntry(long tag) throws IOException {
    int segment = segment(SEGMENT_DYNAMIC, at -> true);
    int first = Math.toIntExact(bytes.getLong(segment + OFFSET));
    int end = first + Math.toIntExact(bytes.getLong(segment + SIZE));
    for (int entry = first; entry < end; entry += DYNAMIC_ENTRY) {
      if (bytes.getLong(entry) == tag) {
        return OptionalLong.of(entry);
      }
    }
    return OptionalLong.empty();
  }

  /** The address of what is at this offset. */
  long addressOf(long offset) throws IOException {
    int segment = segment(SEGMENT_LOADED, at -> holds(at, OFFSET, offset));
    return offset - bytes.getLong(segment + OFFSET) + bytes.getLong(segment + ADDRESS);
  }

  /** The address of what other libraries see by this name; empty if there is no such name. */
  OptionalLong symbol(String name) throws IOException {
    int hashes = table(HASHES);
    int buckets = bytes.getInt(hashes);
    int firstHashed = bytes.getInt(hashes + 4);
    int bucketsAt = hashes + 16 + 8 * bytes.getInt(hashes + 8); // behind the Bloom filter
    int chainsAt = bucketsAt + 4 * buckets;
    int hash = hash(name);
    int symbol = bytes.getInt(bucketsAt + 4 * Integer.remainderUnsigned(hash, buckets));
    if (symbol == 0) {
      return OptionalLong.empty();
    }
    int symbols = table(SYMBOLS);
    int names = table(NAMES);
    while (true) {
      int inChain = bytes.getInt(chainsAt + 4 * (symbol - firstHashed));
      int entry = symbols + SYMBOL_ENTRY * symbol;
      // The lowest bit marks the end of a chain instead.
      if ((inChain | 1) == (hash | 1) && isName(names + bytes.getInt(entry), name)) {
        return OptionalLong.of(bytes.getLong(entry + 8));
      }
      if ((inChain & 1) != 0) {
        return OptionalLong.empty();
      }
      symbol++;
    }
  }

  /** GNU's hash of a symbol's name, which is Bernstein's: h ← 33 h + c from 5381. */
  private static int hash(String name) {
    int hash = 5381;
    for (byte c : name.getBytes(StandardCharsets.US_ASCII)) {
      hash = 33 * hash + (c & 0xff);
    }
    return hash;
  }

  private boolean isName(int offset, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (bytes.get(offset + i) != name.charAt(i)) {
        return false;
      }
    }
    return bytes.get(offset + name.length()) == 0;
  }

  /** The offset of a table whose address the dynamic section has under {@code tag}. */
  private int table(long tag) throws IOException {
    OptionalLong entry = dynamicEntry(tag);
    if (entry.isEmpty()) {
      throw new IOException("an ELF file without the dynamic entry 0x" + Long.toHexString(tag));
    }
    long address = bytes.getLong(Math.toIntExact(entry.getAsLong()) + 8);
    int segment = segment(SEGMENT_LOADED, at -> holds(at, ADDRESS, address));
    return Math.toIntExact(
        address - bytes.getLong(segment + ADDRESS) + bytes.getLong(segment + OFFSET));
  }

  /** The header of the first segment of this type that suits. */
  private int segment(int type, IntPredicate suits) throws IOException {
    int header = Math.toIntExact(bytes.getLong(32));
    int size = bytes.getShort(54);
    int headers = bytes.getShort(56);
    for (int at = header; at < header + headers * size; at += size) {
      if (bytes.getInt(at) == type && suits.test(at)) {
        return at;
      }
    }
    throw new IOException("an ELF file without a segment that was expected, of type " + type);
  }

  /** Whether {@code place}, an offset or an address by the field, is in a segment's file part. */
  private boolean holds(int segment, int field, long place) {
    long start = bytes.getLong(segment + field);
    return start <= place && place < start + bytes.getLong(segment + SIZE);
  }
}
