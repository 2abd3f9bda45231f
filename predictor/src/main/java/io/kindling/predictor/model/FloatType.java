package io.kindling.predictor.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** A type of numbers with a fraction, as the safetensors format calls it. */
enum FloatType {
  /** Half precision of IEEE 754: five bits of exponent, ten of the fraction. */
  F16(Short.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      int bits = bytes.getShort();
      int exponent = bits >> 10 & 31;
      int fraction = bits & 1023;
      double size =
          switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb(1024.0 + fraction, exponent - 25);
          };
      return bits < 0 ? -size : size;
    }
  },
  /** The upper half of a float32. */
  BF16(Short.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << 16);
    }
  },
  F32(Float.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  F64(Double.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getDouble();
    }
  };

  private final int bytes;

  FloatType(int bytes) {
    this.bytes = bytes;
  }

  /** The type of this name, unless it is of integers or of a kind that no parameters have. */
  static Optional<FloatType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** How many bytes a number takes. */
  int bytes() {
    return bytes;
  }

  /** The next number; each type's are numbers of float64, too. */
  abstract double next(ByteBuffer bytes);
}
