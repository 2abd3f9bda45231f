package io.kindling.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.predictor.model.ContentDigest;
import io.kindling.predictor.model.Safetensors;
import io.kindling.predictor.model.Safetensors.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checkpoints that are small and have what only large or long trainings do. */
final class CheckpointSeeds {
  private static final String MANIFEST = "after-epoch-1-batch-2-%s.json";

  private CheckpointSeeds() {}

  /** The manifest of a checkpoint. */
  static String manifest(Input checkpoint) {
    return checkpoint.names().stream()
        .filter(name -> name.endsWith(".json"))
        .findFirst()
        .orElseThrow();
  }

  /** The same with another manifest, whose name is right. */
  static Input with(Input checkpoint, byte[] json) {
    String digits = ContentDigest.of(out -> out.write(json)).inName();
    return checkpoint.without(manifest(checkpoint)).with(MANIFEST.formatted(digits), json);
  }

  /** Adds a file of arrays, and what a manifest says of it. */
  static Input with(Input checkpoint, String role, byte[] arrays, ObjectNode entry) {
    ContentDigest digest = ContentDigest.of(out -> out.write(arrays));
    String name = "%s-%s%s".formatted(role, digest.inName(), WeightFiles.ENDING);
    entry.put("name", name).put("bytes", digest.bytes()).put("sha256", digest.sha256());
    return checkpoint.with(name, arrays);
  }

  /** Whether what it holds is in one file each. */
  static boolean isInWholeFiles(Input checkpoint) {
    return JsonMutator.read(checkpoint.file(manifest(checkpoint))).path("format").asInt() == 1;
  }

  /** The learner's arrays in two files, and a training that went back. */
  static Input inParts(Input checkpoint) {
    ObjectNode root = (ObjectNode) JsonMutator.read(checkpoint.file(manifest(checkpoint)));
    root.put("format", 2);
    root.putArray("setbacks")
        .addObject()
        .put("epoch", 1)
        .put("step", 0)
        .put("learning_rate_factor", 0.1);
    ObjectNode files = (ObjectNode) root.path("files");
    Input changed = checkpoint;
    for (Map.Entry<String, JsonNode> role : List.copyOf(files.properties())) {
      String name = role.getValue().path("name").asText();
      ArrayNode parts = files.putArray(role.getKey());
      for (byte[] part : halves(checkpoint.file(name))) {
        changed = with(changed, role.getKey(), part, parts.addObject());
      }
      changed = changed.without(name);
    }
    return with(changed, JsonMutator.write(root));
  }

  private static List<byte[]> halves(byte[] file) {
    Map<String, Tensor> first = new LinkedHashMap<>();
    Map<String, Tensor> second = new LinkedHashMap<>();
    try {
      Safetensors.read("seed", new ByteArrayInputStream(file), file.length)
          .forEach(
              (name, tensor) -> {
                int all = tensor.values().length;
                int half = (all + 1) / 2;
                Map<String, Tensor> whole = second.isEmpty() ? first : second;
                if (second.isEmpty() && all > 1) {
                  first.put(name, new Tensor(tensor.values(), 0, List.of(half)));
                  second.put(
                      name + "/" + half, new Tensor(tensor.values(), half, List.of(all - half)));
                } else {
                  whole.put(name, new Tensor(tensor.values(), 0, List.of(all)));
                }
              });
      List<byte[]> halves = new ArrayList<>();
      for (Map<String, Tensor> part : List.of(first, second)) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Safetensors.write(part, bytes);
        halves.add(bytes.toByteArray());
      }
      return halves;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
