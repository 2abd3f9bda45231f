package io.kindling.onnx.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** What the elements of a tensor are. */
public enum ElementType {
  /** Single precision. */
  FLOAT(DataType.FLOAT),
  /** Double precision. */
  DOUBLE(DataType.DOUBLE),
  /** Whole numbers of 64 bits. */
  INT64(DataType.INT64),
  /** Text. */
  STRING(DataType.STRING);

  private final DataType type;

  ElementType(DataType type) {
    this.type = type;
  }

  /** Its number in ONNX. */
  int number() {
    return type.getNumber();
  }
}
