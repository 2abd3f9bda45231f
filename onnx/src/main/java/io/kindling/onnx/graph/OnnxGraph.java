package io.kindling.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph that is being put together. A value goes by its name, which no other has; where a name is
 * taken, a number is put behind it. The same calls give the same bytes.
 *
 * <p>All rows are in one tensor: the first dimension of inputs, of outputs, and of what is between
 * is their number, which the graph leaves open.
 */
public final class OnnxGraph {
  /** The version of the operators, ONNX's own. */
  public static final int OPSET = 20;

  /** That of the operators for machine learning, such as encoders of labels. */
  public static final int ML_OPSET = 3;

  private static final String ML_DOMAIN = "ai.onnx.ml";
  private static final int IR_VERSION = 9; // that of ONNX 1.15 and 1.16, which opset 20 came with
  private static final String ROWS = "rows";

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("kindling");
  private final Set<String> names = new HashSet<>();

  /**
   * Adds an input of that very name, and gives it back.
   *
   * @param row the dimensions of a row
   * @throws IllegalArgumentException when the name is taken, or none
   */
  public String input(String name, ElementType type, List<Integer> row, String description) {
    if (name.isEmpty() || !names.add(name)) {
      throw new IllegalArgumentException(
          "An input must have a name of its own, got '" + name + "'");
    }
    graph.addInput(declared(name, type, row, description));
    return name;
  }

  /**
   * Makes a value an output.
   *
   * @param name what it is called unless an input is called so
   * @return what it is called
   */
  public String output(
      String value, String name, ElementType type, List<Integer> row, String description) {
    String output = fresh(name);
    graph.addNode(node("Identity", "", output, List.of(value)));
    graph.addOutput(declared(output, type, row, description));
    return output;
  }

  private static ValueInfoProto declared(
      String name, ElementType type, List<Integer> row, String description) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(ROWS));
    row.forEach(size -> shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.number()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .setDocString(description)
        .build();
  }

  /** Adds the constant {@code values[from …]} of these dimensions. */
  public String floats(String name, List<Integer> dimensions, float[] values, int from) {
    int length = dimensions.stream().reduce(1, (a, b) -> a * b);
    byte[] raw = new byte[length * Float.BYTES];
    littleEndian(raw).asFloatBuffer().put(values, from, length);
    return constant(name, ElementType.FLOAT, dimensions, raw);
  }

  /** Adds a constant vector. */
  public String floats(String name, float... values) {
    return floats(name, List.of(values.length), values, 0);
  }

  /** Adds a constant vector. */
  public String doubles(String name, double... values) {
    byte[] raw = new byte[values.length * Double.BYTES];
    littleEndian(raw).asDoubleBuffer().put(values);
    return constant(name, ElementType.DOUBLE, List.of(values.length), raw);
  }

  /** Adds a constant vector. */
  public String wholes(String name, long... values) {
    byte[] raw = new byte[values.length * Long.BYTES];
    littleEndian(raw).asLongBuffer().put(values);
    return constant(name, ElementType.INT64, List.of(values.length), raw);
  }

  private static ByteBuffer littleEndian(byte[] raw) {
    return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes are not copied, and from now on the graph's. */
  private String constant(String name, ElementType type, List<Integer> dimensions, byte[] raw) {
    String constant = fresh(name);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(constant)
            .setDataType(type.number())
            .setRawData(UnsafeByteOperations.unsafeWrap(raw));
    dimensions.forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return constant;
  }

  /**
   * Adds a node with one result.
   *
   * @param name what the result is called, if no other value is called so
   * @return what it is called
   */
  public String node(String operator, String name, List<String> inputs, Attribute... attributes) {
    return add("", operator, name, inputs, attributes);
  }

  /** Adds a node whose operator is one for machine learning. */
  public String mlNode(String operator, String name, List<String> inputs, Attribute... attributes) {
    return add(ML_DOMAIN, operator, name, inputs, attributes);
  }

  private String add(
      String domain, String operator, String name, List<String> inputs, Attribute[] attributes) {
    String result = fresh(name);
    NodeProto.Builder node = node(operator, domain, result, inputs);
    Arrays.stream(attributes).forEach(attribute -> node.addAttribute(attribute.proto()));
    graph.addNode(node);
    return result;
  }

  private static NodeProto.Builder node(
      String operator, String domain, String result, List<String> inputs) {
    return NodeProto.newBuilder()
        .setName(result)
        .setOpType(operator)
        .setDomain(domain)
        .addAllInput(inputs)
        .addOutput(result);
  }

  /** The values as numbers of another type. */
  public String cast(String value, ElementType type, String name) {
    return node("Cast", name, List.of(value), Attribute.whole("to", type.number()));
  }

  /** Values (rows, ·) side by side. */
  public String concat(String name, List<String> values) {
    return values.size() == 1
        ? values.get(0)
        : node("Concat", name, values, Attribute.whole("axis", 1));
  }

  /** A name that no value has, from now on taken. */
  private String fresh(String name) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  /**
   * The whole model.
   *
   * @param properties what else is said of it
   */
  public ModelProto build(Map<String, String> properties) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("kindling")
            .addOpsetImport(opset("", OPSET))
            .addOpsetImport(opset(ML_DOMAIN, ML_OPSET))
            .setGraph(graph);
    properties.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  private static OperatorSetIdProto opset(String domain, int version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }
}
