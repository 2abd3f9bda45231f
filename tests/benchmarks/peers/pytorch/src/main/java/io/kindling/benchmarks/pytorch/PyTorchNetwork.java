package io.kindling.benchmarks.pytorch;

import io.kindling.benchmarks.peer.Rows;
import io.kindling.benchmarks.peer.Task;
import io.kindling.benchmarks.peer.Trainable;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ReLUImpl;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Linear layers as PyTorch's users write them. Rows lie in one tensor of float32, from which a step
 * picks its own.
 */
@SuppressWarnings("try") // scopes are not mentioned where they end
final class PyTorchNetwork implements Trainable {
  private final PointerScope scope = new PointerScope();
  private final SequentialImpl layers = new SequentialImpl();
  private final Adam adam;
  private final Tensor features;
  private final Tensor labels;
  private final boolean binary;
  private final int batch;

  PyTorchNetwork(Task task, Rows rows) {
    torch.manual_seed(task.seed());
    for (int i = 1; i < task.widths().size(); i++) {
      if (i > 1) {
        layers.push_back(new ReLUImpl());
      }
      layers.push_back(linear(task.widths().get(i - 1), task.widths().get(i)));
    }
    adam = new Adam(layers.parameters(), new AdamOptions(task.learningRate()));
    features = Tensor.create(rows.features(), rows.labels().length, task.inputs());
    binary = task.outputs() == 1;
    Tensor classes = Tensor.create(rows.labels());
    labels = binary ? classes.to(torch.ScalarType.Float).unsqueeze(1) : classes;
    batch = task.batch();
  }

  /** With He's initialization, as Kindling's. */
  private static LinearImpl linear(int inputs, int units) {
    LinearImpl linear = new LinearImpl(inputs, units);
    try (NoGradGuard constant = new NoGradGuard()) {
      torch.kaiming_normal_(linear.weight());
      linear.bias().zero_();
    }
    return linear;
  }

  @Override
  public void epoch() {
    try (PointerScope ofEpoch = new PointerScope()) {
      long rows = features.size(0);
      Tensor order = torch.randperm(rows);
      for (long from = 0; from < rows; from += batch) {
        step(order.narrow(0, from, Math.min(batch, rows - from)));
      }
    }
  }

  private void step(Tensor picked) {
    try (PointerScope ofStep = new PointerScope()) {
      Tensor x = features.index_select(0, picked);
      Tensor t = labels.index_select(0, picked);
      adam.zero_grad();
      Tensor logits = layers.forward(x);
      Tensor loss =
          binary
              ? torch.binary_cross_entropy_with_logits(logits, t)
              : torch.cross_entropy(logits, t);
      loss.backward();
      adam.step();
    }
  }

  @Override
  public double accuracy(Rows rows) {
    try (PointerScope ofValidation = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor x = Tensor.create(rows.features(), rows.labels().length, features.size(1));
      Tensor classes = layers.forward(x).argmax(new LongOptional(1), false);
      Tensor hits = classes.eq(Tensor.create(rows.labels())).sum();
      return (double) hits.item_long() / rows.labels().length;
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
