package io.kindling.kernels.testing;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Maxout;
import io.kindling.kernels.layer.Slice;
import io.kindling.kernels.layer.activation.Prelu;
import io.kindling.kernels.layer.activation.Softmax;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network with its loss in double precision, written for being evidently right: plain loops over
 * the definitions, nothing fused, nothing reused. Its parameters lie as the kernels' do: layer
 * after layer, weights (units, inputs) row-major, then biases. Batches are normalised as in
 * training.
 */
public final class ReferenceNetwork {
  /** A node: what it takes, and its layers. */
  private record Node(NetworkNode declared, List<ReferenceLayer> layers) {}

  private final List<Node> nodes = new ArrayList<>();
  private final ReferenceLoss loss;
  private int parameters;
  private int layers;

  /** The reference of a model; {@code mask} is what its dropout layers draw. */
  public ReferenceNetwork(ModelSpec model, DropoutMask mask) {
    this.loss = ReferenceLoss.of(model.loss());
    Map<String, Integer> widths = new HashMap<>(Map.of(NetworkNode.INPUT, model.input().size()));
    for (NetworkNode node : model.network().nodes()) {
      int first = widths.getOrDefault(node.inputs().get(0), 0);
      int sum = node.inputs().stream().mapToInt(widths::get).sum();
      int width = node.join() == NetworkNode.Join.CONCAT ? sum : first;
      List<ReferenceLayer> compiled = new ArrayList<>();
      for (LayerSpec layer : node.layers()) {
        width = append(compiled, layer, layers++, width, mask);
      }
      widths.put(node.name(), width);
      nodes.add(new Node(node, compiled));
    }
  }

  private int append(
      List<ReferenceLayer> compiled, LayerSpec layer, int index, int width, DropoutMask mask) {
    if (layer instanceof Flatten) {
      return width;
    }
    if (layer instanceof Dense dense) {
      compiled.add(affine(width, dense.units().number(), dense.bias()));
      return dense.units().number();
    }
    if (layer instanceof Maxout maxout) {
      ReferenceLayer.FullyConnected affine = affine(width, maxout.pieces() * maxout.units(), true);
      compiled.add(new ReferenceLearnt.Largest(affine, maxout.units(), maxout.pieces()));
      return maxout.units();
    }
    if (layer instanceof Embedding embedding) {
      int weight = take(embedding.categories() * embedding.dimensions());
      compiled.add(new ReferenceLearnt.Table(embedding.dimensions(), weight));
      return width * embedding.dimensions();
    }
    if (layer instanceof Slice slice) {
      compiled.add(new ReferenceLearnt.Part(slice.from(), slice.to()));
      return slice.to() - slice.from();
    }
    compiled.add(ofSameWidth(layer, index, width, mask));
    return width;
  }

  private ReferenceLayer ofSameWidth(LayerSpec layer, int index, int width, DropoutMask mask) {
    if (layer instanceof Dropout dropout) {
      return new ReferenceLayer.Masked(dropout.rate(), index, mask);
    }
    if (layer instanceof Prelu) {
      return new ReferenceLearnt.Slopes(width, take(width));
    }
    if (layer instanceof Softmax) {
      return new ReferenceLearnt.Normalized();
    }
    if (layer instanceof BatchNorm norm) {
      return new ReferenceNormalization(width, take(width), take(width), norm.epsilon(), true);
    }
    if (layer instanceof LayerNorm norm) {
      return new ReferenceNormalization(width, take(width), take(width), norm.epsilon(), false);
    }
    return ReferencePerValue.of(layer);
  }

  private ReferenceLayer.FullyConnected affine(int inputs, int units, boolean bias) {
    int weight = take(units * inputs);
    return new ReferenceLayer.FullyConnected(
        inputs, units, weight, bias ? take(units) : ReferenceLayer.FullyConnected.NO_BIAS);
  }

  private int take(int values) {
    int offset = parameters;
    parameters += values;
    return offset;
  }

  /** The number of parameters that are learnt. */
  public int parameters() {
    return parameters;
  }

  /** Σ_rows w · ℓ. */
  public double loss(Batch batch, double[] theta) {
    double[][] logits = logits(batch, theta);
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      sum += batch.weight(row) * loss.loss(logits[row], batch.targets(row));
    }
    return sum;
  }

  /** ∂/∂θ of {@link #loss}. */
  public ReferenceGradient gradient(Batch batch, double[] theta) {
    Values values = new Values(batch, theta);
    double[][] logits = values.output();
    double[][] dy = new double[batch.rows()][];
    for (int row = 0; row < batch.rows(); row++) {
      dy[row] = loss.gradient(logits[row], batch.targets(row));
      for (int i = 0; i < dy[row].length; i++) {
        dy[row][i] *= batch.weight(row);
      }
    }
    ReferenceGradient gradient = new ReferenceGradient(parameters);
    values.backward(dy, theta, gradient);
    return gradient;
  }

  /** The outputs (rows, outputs). */
  public double[][] logits(Batch batch, double[] theta) {
    return new Values(batch, theta).output();
  }

  /** How near any value comes to where its layer has no derivative. */
  public double nearestKink(Batch batch, double[] theta) {
    Values values = new Values(batch, theta);
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < nodes.size(); i++) {
      List<ReferenceLayer> chain = nodes.get(i).layers();
      for (int j = 0; j < chain.size(); j++) {
        nearest = Math.min(nearest, chain.get(j).nearestKink(values.at(i, j), theta));
      }
    }
    double[][] outputs = values.output();
    for (int row = 0; row < batch.rows(); row++) {
      nearest = Math.min(nearest, loss.nearestKink(outputs[row], batch.targets(row)));
    }
    return nearest;
  }

  /** What every layer takes and gives for a batch. */
  private final class Values {
    private final Map<String, double[][]> outputs = new HashMap<>();
    private final List<List<double[][]>> ofNodes = new ArrayList<>();

    Values(Batch batch, double[] theta) {
      outputs.put(NetworkNode.INPUT, batch.inputs());
      for (Node node : nodes) {
        List<double[][]> chain = new ArrayList<>();
        chain.add(joined(node.declared()));
        for (ReferenceLayer layer : node.layers()) {
          chain.add(layer.forward(chain.get(chain.size() - 1), theta));
        }
        ofNodes.add(chain);
        outputs.put(node.declared().name(), chain.get(chain.size() - 1));
      }
    }

    private double[][] of(String name) {
      return outputs.getOrDefault(name, new double[0][]);
    }

    private double[][] joined(NetworkNode node) {
      double[][] joined = of(node.inputs().get(0));
      for (String other : node.inputs().subList(1, node.inputs().size())) {
        joined =
            node.join() == NetworkNode.Join.ADD
                ? ReferenceArrays.sum(joined, of(other))
                : ReferenceArrays.sideBySide(joined, of(other));
      }
      return joined;
    }

    double[][] at(int node, int layer) {
      return ofNodes.get(node).get(layer);
    }

    double[][] output() {
      return of(nodes.get(nodes.size() - 1).declared().name());
    }

    void backward(double[][] dOutput, double[] theta, ReferenceGradient gradient) {
      Map<String, double[][]> gradients = new HashMap<>();
      gradients.put(nodes.get(nodes.size() - 1).declared().name(), dOutput);
      for (int i = nodes.size() - 1; i >= 0; i--) {
        Node node = nodes.get(i);
        double[][] dy = gradients.getOrDefault(node.declared().name(), new double[0][]);
        for (int j = node.layers().size() - 1; j >= 0; j--) {
          dy = node.layers().get(j).backward(at(i, j), dy, theta, gradient);
        }
        share(node.declared(), dy, gradients);
      }
    }

    private void share(NetworkNode node, double[][] dy, Map<String, double[][]> gradients) {
      int column = 0;
      for (String input : node.inputs()) {
        int width = of(input)[0].length;
        boolean concat = node.join() == NetworkNode.Join.CONCAT;
        double[][] part = concat ? ReferenceArrays.columns(dy, column, width) : dy;
        gradients.merge(input, part, ReferenceArrays::sum);
        column += width;
      }
    }
  }
}
