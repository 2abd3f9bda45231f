package io.kindling.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import java.util.List;

/** A setting of a node. */
public final class Attribute {
  private final AttributeProto proto;

  private Attribute(AttributeProto.Builder proto) {
    this.proto = proto.build();
  }

  private static AttributeProto.Builder of(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** A number, in single precision. */
  public static Attribute number(String name, double value) {
    return new Attribute(of(name, AttributeType.FLOAT).setF((float) value));
  }

  /** A whole number. */
  public static Attribute whole(String name, long value) {
    return new Attribute(of(name, AttributeType.INT).setI(value));
  }

  /** A text. */
  public static Attribute text(String name, String value) {
    return new Attribute(of(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
  }

  /** Texts. */
  public static Attribute texts(String name, List<String> values) {
    return new Attribute(
        of(name, AttributeType.STRINGS)
            .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList()));
  }

  /** Numbers. */
  public static Attribute numbers(String name, List<Float> values) {
    return new Attribute(of(name, AttributeType.FLOATS).addAllFloats(values));
  }

  /** Whole numbers. */
  public static Attribute wholes(String name, List<Long> values) {
    return new Attribute(of(name, AttributeType.INTS).addAllInts(values));
  }

  AttributeProto proto() {
    return proto;
  }
}
