package io.kindling.predictor.model;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Prelu;
import io.kindling.kernels.network.LayerNames;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.model.Safetensors.Tensor;
import io.kindling.predictor.model.SafetensorsHeader.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as PyTorch's {@code state_dict} names and shapes them, in the safetensors format. A
 * chain is a {@code Sequential} with a module for each layer, also for those without parameters; a
 * graph has such a chain for each node, by its name. Weights are (units, inputs) there, too. What
 * happens to rows before they enter the network is not in it.
 */
public final class StateDict {
  private static final int CHUNK = 1 << 13;

  private final String sha256;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> descriptions = new LinkedHashMap<>();

  private StateDict(String name, InputStream in, long bytes) throws IOException {
    MessageDigest digest = ContentDigest.newDigest();
    try (InputStream digested = new DigestInputStream(in, digest)) {
      for (Entry entry : SafetensorsHeader.read(name, digested, bytes)) {
        add(name, entry, digested);
      }
    }
    this.sha256 = ContentDigest.text(digest);
  }

  /** Writes the parameters of a model; the caller closes {@code out}. */
  public static void write(TrainedModel model, OutputStream out) throws IOException {
    Map<String, LayerSpec> layers = LayerNames.layers(model.spec().network());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterSlice slice : model.spec().compile().parameters().slices()) {
      tensors.put(
          nameOf(slice, layers.get(slice.layer())),
          new Tensor(model.sharedParameters(), slice.offset(), slice.shape().dimensions()));
    }
    Safetensors.write(tensors, out);
  }

  /** PyTorch's name of a parameter: it calls the slopes of a PReLU its weight, all others alike. */
  public static String nameOf(ParameterSlice slice, @Nullable LayerSpec layer) {
    return layer instanceof Prelu ? slice.layer() + ".weight" : slice.name();
  }

  /**
   * Reads a file of PyTorch's, or of others that name tensors alike: F32, F16 and BF16, whose
   * numbers are all float32, and F64 as far as they are.
   *
   * @param name what an error calls the file
   * @param in is closed
   * @param bytes of the whole file: no room is made for more than it holds
   * @throws InvalidInputException when it is no file of the safetensors format
   */
  public static StateDict read(String name, InputStream in, long bytes) throws IOException {
    return new StateDict(name, in, bytes);
  }

  private void add(String file, Entry entry, InputStream in) throws IOException {
    Optional<FloatType> type = FloatType.of(entry.type());
    if (type.isEmpty()) {
      pass(file, in, entry.end() - entry.begin());
      descriptions.put(
          entry.name(),
          "%s of %s".formatted(entry.shapeText(), Names.shortened(entry.type())).strip());
      return;
    }
    OptionalInt length = entry.length(type.get().bytes());
    if (length.isEmpty()) {
      throw InvalidInputException.at(file, entry.toString(), "as many bytes as its values take");
    }
    float[] values = new float[length.getAsInt()];
    Optional<String> odd = read(file, in, type.get(), values);
    descriptions.put(entry.name(), entry.shapeText() + odd.orElse(""));
    if (odd.isEmpty() && values.length > 0) {
      tensors.put(entry.name(), entry.tensor(values));
    }
  }

  /** Reads bytes of no use: those that are skipped are not digested. */
  private static void pass(String file, InputStream in, long bytes) throws IOException {
    for (long left = bytes; left > 0; left -= CHUNK) {
      SafetensorsHeader.readBytes(file, in, (int) Math.min(left, CHUNK));
    }
  }

  /** Reads numbers, and tells the first that float32 does not have, or that is none. */
  private static Optional<String> read(String file, InputStream in, FloatType type, float[] values)
      throws IOException {
    Optional<String> odd = Optional.empty();
    for (int from = 0; from < values.length; from += CHUNK) {
      int to = Math.min(values.length, from + CHUNK);
      ByteBuffer bytes =
          ByteBuffer.wrap(SafetensorsHeader.readBytes(file, in, (to - from) * type.bytes()))
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = from; i < to; i++) {
        double value = type.next(bytes);
        values[i] = (float) value;
        if (odd.isEmpty() && !(Float.isFinite(values[i]) && values[i] == value)) {
          odd = Optional.of(" with %s, which is no finite float32".formatted(value));
        }
      }
    }
    return odd;
  }

  /** The names of all tensors, in the order of the file. */
  public Set<String> names() {
    return Collections.unmodifiableSet(descriptions.keySet());
  }

  /**
   * A tensor's shape, and why it cannot be a parameter where it cannot; none if it is not there.
   */
  public Optional<String> description(String tensor) {
    return Optional.ofNullable(descriptions.get(tensor));
  }

  /** A tensor of finite numbers of float32; not a copy. */
  public Optional<Tensor> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /** The SHA-256 of the file. */
  public String sha256() {
    return sha256;
  }
}
