package io.kindling.benchmarks.djl;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.kindling.benchmarks.peer.Rows;
import io.kindling.benchmarks.peer.Task;
import io.kindling.benchmarks.peer.Trainable;

/**
 * Linear layers as DJL's users write them. Rows lie in one array of float32, from which a step
 * picks its own.
 */
final class DjlNetwork implements Trainable {
  private final Model model = Model.newInstance("network");
  private final NDManager manager = model.getNDManager();
  private final Trainer trainer;
  private final NDArray features;
  private final NDArray labels;
  private final int batch;

  DjlNetwork(Task task, Rows rows) {
    Engine.getInstance().setRandomSeed((int) task.seed());
    SequentialBlock layers = new SequentialBlock();
    for (int i = 1; i < task.widths().size(); i++) {
      if (i > 1) {
        layers.add(Activation::relu);
      }
      layers.add(Linear.builder().setUnits(task.widths().get(i)).build());
    }
    model.setBlock(layers);
    boolean binary = task.outputs() == 1;
    trainer = model.newTrainer(config(task, binary));
    trainer.initialize(new Shape(task.batch(), task.inputs()));
    features = manager.create(rows.features(), new Shape(rows.labels().length, task.inputs()));
    NDArray classes = manager.create(rows.labels());
    labels = binary ? classes.toType(DataType.FLOAT32, false).expandDims(1) : classes;
    batch = task.batch();
  }

  /** With Adam, and He's initialization as Kindling's. */
  private static DefaultTrainingConfig config(Task task, boolean binary) {
    float rate = (float) task.learningRate();
    return new DefaultTrainingConfig(
            binary ? Loss.sigmoidBinaryCrossEntropyLoss() : Loss.softmaxCrossEntropyLoss())
        .optInitializer(
            new XavierInitializer(
                XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2),
            Parameter.Type.WEIGHT)
        .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(rate)).build());
  }

  @Override
  public void epoch() {
    try (NDManager ofEpoch = manager.newSubManager()) {
      long rows = features.getShape().get(0);
      NDArray order = ofEpoch.randomPermutation(rows);
      for (long from = 0; from < rows; from += batch) {
        try (NDManager ofStep = ofEpoch.newSubManager()) {
          NDArray picked = order.get(ofStep, new NDIndex().addSliceDim(from, to(from, rows)));
          step(ofStep, picked);
        }
      }
    }
  }

  private long to(long from, long rows) {
    return Math.min(from + batch, rows);
  }

  private void step(NDManager ofStep, NDArray picked) {
    NDList x = new NDList(pick(features, ofStep, picked));
    NDList t = new NDList(pick(labels, ofStep, picked));
    try (GradientCollector collector = trainer.newGradientCollector()) {
      collector.backward(trainer.getLoss().evaluate(t, trainer.forward(x)));
    }
    trainer.step();
  }

  private static NDArray pick(NDArray all, NDManager ofStep, NDArray picked) {
    return all.get(ofStep, new NDIndex("{}", picked));
  }

  @Override
  public double accuracy(Rows rows) {
    try (NDManager ofValidation = manager.newSubManager()) {
      int count = rows.labels().length;
      NDArray x =
          ofValidation.create(rows.features(), new Shape(count, features.getShape().get(1)));
      NDArray classes = trainer.evaluate(new NDList(x)).singletonOrThrow().argMax(1);
      NDArray hits = classes.eq(ofValidation.create(rows.labels())).toType(DataType.INT64, false);
      return (double) hits.sum().getLong() / count;
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
