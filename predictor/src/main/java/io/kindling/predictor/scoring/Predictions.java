package io.kindling.predictor.scoring;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The predictions for rows as they are kept, in their order, computed block by block. */
public final class Predictions implements Iterator<Prediction> {
  private final ScoringModel model;
  private final Iterator<float[]> rows;
  private final Deque<Prediction> scored = new ArrayDeque<>();

  /** The predictions for {@code rows}, which are taken when they are needed. */
  public Predictions(ScoringModel model, Iterator<float[]> rows) {
    this.model = model;
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    if (scored.isEmpty() && rows.hasNext()) {
      scoreSome();
    }
    return !scored.isEmpty();
  }

  @Override
  public Prediction next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return scored.remove();
  }

  private void scoreSome() {
    int capacity = model.places().length;
    Deque<float[]> some = new ArrayDeque<>(capacity); // what gives them may score rows itself
    while (some.size() < capacity && rows.hasNext()) {
      some.add(rows.next());
    }
    ScoringPass pass = new ScoringPass(model);
    some.forEach(pass::add);
    pass.run();
    float[] values = pass.predictions();
    int outputs = pass.outputs();
    for (int row = 0; row < some.size(); row++) {
      scored.add(
          new Prediction(
              pass.classOf(row), Arrays.copyOfRange(values, row * outputs, (row + 1) * outputs)));
    }
  }
}
