package io.kindling.driver.insight;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.reduction.BulkFloats;
import io.kindling.kernels.reduction.Mergeable;
import io.kindling.partitioning.shard.ShardBlock;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Rows sampled at random: the first of each shard, since rows come to shards in a random order that
 * follows from the seed. Travels, under Kryo too, hence no record.
 */
public final class RowSample implements Mergeable<RowSample>, Externalizable {
  /** A row of more values than these is not shown. */
  public static final int MOST_FEATURES = 1 << 12;

  /** So many rows that a network is wrong about have features: of each shard those it is most. */
  public static final int MOST_SHOWN = 24;

  private static final long serialVersionUID = 1L;
  private static final int MOST_ROWS = 1000;
  private static final int MOST_VALUES = 1 << 19;

  private final ArrayList<SampledRow> rows = new ArrayList<>();

  /** Without rows. */
  public RowSample() {}

  /**
   * How many rows each shard gives to a sample.
   *
   * @param features that each of them has in it
   */
  public static int rowsOfShard(int shards, int features) {
    int shown = features > MOST_FEATURES ? 1 : Math.max(1, features);
    int wanted = Math.min(MOST_ROWS, MOST_VALUES / shown);
    return (wanted + shards - 1) / shards;
  }

  /** Adds a row. */
  public void add(SampledRow row) {
    rows.add(row);
  }

  @Override
  public void merge(RowSample right) {
    rows.addAll(right.rows);
  }

  /** The rows. */
  public List<SampledRow> rows() {
    return Collections.unmodifiableList(rows);
  }

  /**
   * Gives features to the rows that a network is most wrong about.
   *
   * @param block whose first rows these are
   * @param wrong places of rows that it is wrong about, in their order
   */
  public void show(ShardBlock block, List<Integer> wrong, Task task) {
    if (block.features() > MOST_FEATURES) {
      return;
    }
    double[] wrongness = rows.stream().mapToDouble(row -> row.wrongness(task)).toArray();
    wrong.stream()
        .sorted(Comparator.comparingDouble(place -> -wrongness[place]))
        .limit(MOST_SHOWN)
        .forEach(place -> rows.set(place, rows.get(place).with(features(block, place))));
  }

  /** The features of a row as they are kept; none where they are too many to be shown. */
  static float[] features(ShardBlock block, int row) {
    if (block.features() > MOST_FEATURES) {
      return new float[0];
    }
    float[] features = new float[block.features()];
    block.readFeatures(row, features, 0);
    return features;
  }

  /** In few long arrays, since Java's serialisation takes long for each object. */
  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    write(out, SampledRow::features);
    write(out, SampledRow::targets);
    write(out, SampledRow::predictions);
  }

  private void write(ObjectOutput out, Function<SampledRow, float[]> part) throws IOException {
    float[] all = new float[rows.stream().mapToInt(row -> part.apply(row).length).sum()];
    float[] lengths = new float[rows.size()]; // whole numbers below 2²⁴
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      float[] values = part.apply(rows.get(i));
      System.arraycopy(values, 0, all, at, values.length);
      lengths[i] = values.length;
      at += values.length;
    }
    BulkFloats.write(out, lengths);
    BulkFloats.write(out, all);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    List<float[]> features = read(in);
    List<float[]> targets = read(in);
    List<float[]> predictions = read(in);
    for (int i = 0; i < features.size(); i++) {
      rows.add(new SampledRow(features.get(i), targets.get(i), predictions.get(i)));
    }
  }

  private static List<float[]> read(ObjectInput in) throws IOException {
    float[] lengths = BulkFloats.read(in);
    float[] all = BulkFloats.read(in);
    List<float[]> parts = new ArrayList<>(lengths.length);
    int at = 0;
    for (float length : lengths) {
      parts.add(Arrays.copyOfRange(all, at, at + (int) length));
      at += (int) length;
    }
    return parts;
  }
}
