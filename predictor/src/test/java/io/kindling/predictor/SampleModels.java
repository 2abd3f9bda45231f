package io.kindling.predictor;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DatePart;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.preprocess.TargetScale;
import io.kindling.predictor.row.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Models that nobody trained. */
final class SampleModels {
  /** The columns of {@link #ofManyKinds}, in the order of its features. */
  static final List<String> FEATURES =
      List.of("size", "member", "colour", "zip", "when.year", "when.day_of_week");

  private SampleModels() {}

  /** A classifier of nameless numbers, whose first product is added up in several chunks. */
  static TrainedModel ofNumbers(int features) {
    float[] shift = new float[features];
    float[] factor = new float[features];
    Arrays.fill(shift, 0.25f);
    Arrays.fill(factor, 0.7f);
    return model(
        features,
        new Preprocessing(
            List.of(),
            MissingMode.ERROR,
            new float[0],
            new Scaling(ScaleMode.STANDARDIZE, shift, factor)),
        new SoftmaxCrossEntropy(),
        Labels.UNKNOWN);
  }

  /** A classifier of two numbers with names. */
  static TrainedModel ofTwoNumbers() {
    return model(
        2,
        new Preprocessing(
            List.of(new Column("a", new Numeric()), new Column("b", new Numeric())),
            MissingMode.ERROR,
            new float[0],
            Scaling.none(2)),
        new SoftmaxCrossEntropy(),
        Labels.UNKNOWN);
  }

  /** A regression of nameless numbers whose targets are scaled. */
  static TrainedModel ofScaledTargets() {
    return model(
        4,
        new Preprocessing(List.of(), MissingMode.ERROR, new float[0], Scaling.none(4))
            .withTargets(
                new TargetScale(
                    ScaleMode.STANDARDIZE,
                    new float[] {1e6f, 0, -3},
                    new float[] {0.01f, 2, 0.5f})),
        new SquaredError(),
        new Labels(List.of("a", "b", "c"), List.of()));
  }

  /** A classifier of a number far from 0, a truth, words of both kinds, and dates by two parts. */
  static TrainedModel ofManyKinds(MissingMode missing) {
    List<Column> columns =
        List.of(
            new Column("size", new Numeric()),
            new Column("member", new Bool()),
            new Column("colour", new OneHot(), List.of("12", "blue", "red")),
            new Column("zip", new Hash(1000)),
            new Column("when.year", new Date(List.of(DatePart.YEAR), Date.ISO)),
            new Column("when.day_of_week", new Date(List.of(DatePart.DAY_OF_WEEK), Date.ISO)));
    float[] ones = new float[columns.size()];
    Arrays.fill(ones, 1f);
    return model(
        8,
        new Preprocessing(
            columns,
            missing,
            new Origins(new double[] {1e9, 0, 0, 0, 2020, 0}),
            missing.fills() ? new float[] {0.5f, 0.25f, 0, 0, 3, 4} : new float[0],
            new Scaling(ScaleMode.CENTER, new float[columns.size()], ones),
            false),
        new SoftmaxCrossEntropy(),
        new Labels(List.of("kind"), List.of("ash", "beech", "oak")));
  }

  private static TrainedModel model(
      int inputs, Preprocessing preprocessing, Loss loss, Labels labels) {
    ModelSpec spec =
        new ModelSpec(
            Shape.vector(inputs),
            NetworkSpec.of(new Dense(64), new Relu(), new Dense(64), new Relu(), new Dense(3)),
            loss);
    return new TrainedModel(
        spec,
        preprocessing,
        labels,
        spec.compile().parameters().initialParameters(7),
        new Provenance(Map.of()));
  }
}
