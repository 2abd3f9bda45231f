package io.kindling.driver.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * A message in the encoding of Protocol Buffers: each field is a key, its number and how it is
 * encoded, and what it holds. Written here since the few fields of event files take less than a
 * library that would have to agree with the one that Spark ships.
 */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ProtobufMessage key(int field, int encoding) {
    return varint(((long) field << 3) | encoding);
  }

  /** Seven bits in each byte, the least first; the eighth says whether more come. */
  private ProtobufMessage varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  /** A field of one of the kinds of whole numbers, an enumeration, or a boolean as 0 or 1. */
  ProtobufMessage number(int field, long value) {
    return key(field, VARINT).varint(value);
  }

  /** A field of double precision. */
  ProtobufMessage float64(int field, double value) {
    key(field, FIXED_64);
    bytes.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
    return this;
  }

  /** A field of single precision. */
  ProtobufMessage float32(int field, float value) {
    key(field, FIXED_32);
    bytes.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
    return this;
  }

  /** A repeated field of double precision. */
  ProtobufMessage float64s(int field, Collection<Double> values) {
    byte[] packed = new byte[values.size() * Double.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(buffer::putDouble);
    return delimited(field, packed);
  }

  /** A field of text. */
  ProtobufMessage text(int field, String value) {
    return delimited(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A field that is a message, or that holds one as bytes. */
  ProtobufMessage message(int field, ProtobufMessage value) {
    return delimited(field, value.toBytes());
  }

  private ProtobufMessage delimited(int field, byte[] value) {
    key(field, LENGTH_DELIMITED).varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** A buffer for a number, as records and messages write it. */
  static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The message. */
  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
