package io.kindling.predictor.row;

import io.kindling.kernels.spec.Names;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.table.NumberText;
import java.io.Serializable;
import java.util.Arrays;

/** Which features of a row number categories, and how many of these there are. Goes to tasks. */
public final class CategoryRule implements Serializable {
  /** No feature does. */
  public static final int NONE = -1;

  private static final long serialVersionUID = 1L;

  private final int[] categories;
  private final boolean zeros; // stand for numbers that are missing

  /**
   * A rule.
   *
   * @param categories of each value in a row as it is kept, how many it numbers: those that are not
   *     0 must be whole numbers from 0 to one below. A missing one is filled by 0 or is none
   * @param missing what stands for those missing: 0 is a category, and nothing else surely is
   */
  public CategoryRule(int[] categories, MissingMode missing) {
    boolean any = Arrays.stream(categories).anyMatch(count -> count > 0);
    this.categories = any ? categories.clone() : new int[0];
    this.zeros = missing == MissingMode.ZERO;
  }

  /** Whether there is nothing to look at. */
  public boolean isEmpty() {
    return categories.length == 0;
  }

  /** The first feature of a row whose number is none of a category, or {@link #NONE}. */
  public int odd(double[] features) {
    for (int i = 0; i < categories.length; i++) {
      if (categories[i] > 0 && !isCategory(features[i], categories[i])) {
        return i;
      }
    }
    return NONE;
  }

  private boolean isCategory(double number, int count) {
    return Double.isNaN(number)
        ? zeros
        : number == Math.rint(number) && number >= 0 && number < count;
  }

  /**
   * What is wrong with the number of a feature.
   *
   * @param name what a person calls the feature
   */
  public ValueFault fault(String name, int feature, double number) {
    boolean missing = Double.isNaN(number);
    return new ValueFault(
        "%s in %s".formatted(missing ? "no value" : NumberText.of(number), name),
        "a whole number from 0 to %s for an embedding of %s%s"
            .formatted(
                categories[feature] - 1,
                Names.count(categories[feature]) + " categories",
                missing ? "; data.missing: zero takes 0 for those missing" : ""));
  }
}
