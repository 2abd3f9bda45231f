package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.column.MissingMode;
import io.kindling.partitioning.table.NumberText;
import io.kindling.partitioning.table.RawBlock;
import io.kindling.partitioning.table.RowPlace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/** Checks that numbers of categories are such. */
public final class CategoryCheck
    implements FlatMapFunction<Iterator<RawBlock>, CategoryCheck.NoCategory> {
  private static final long serialVersionUID = 1L;

  private final RowPlan plan;
  private final int[] categories;
  private final boolean zeros; // stand for numbers that are missing

  private CategoryCheck(RowPlan plan, int[] categories, boolean zeros) {
    this.plan = plan;
    this.categories = categories.clone();
    this.zeros = zeros;
  }

  /**
   * Checks, in one Spark job over the cached blocks.
   *
   * @param categories of each value in a row as it is kept, how many it numbers: those that are not
   *     0 must be whole numbers from 0 to one below. A missing one is filled by 0 or is none
   * @throws InvalidInputException for the first row with another number
   */
  public static void check(ReadTable table, int[] categories) {
    boolean zeros = table.columns().missing() == MissingMode.ZERO;
    NoCategory first = null;
    for (NoCategory found :
        table
            .blocks()
            .mapPartitions(new CategoryCheck(table.plan(), categories, zeros))
            .collect()) {
      first = RowPlace.earlier(first, found, odd -> odd.row);
    }
    if (first != null) {
      boolean missing = Double.isNaN(first.number);
      throw InvalidInputException.at(
          first.row.in(table.raw()),
          "%s in %s"
              .formatted(
                  missing ? "no value" : NumberText.of(first.number),
                  table.columns().featureName(first.feature)),
          "a whole number from 0 to %s for an embedding of %s%s"
              .formatted(
                  categories[first.feature] - 1,
                  Names.count(categories[first.feature]) + " categories",
                  missing ? "; data.missing: zero takes 0 for those missing" : ""));
    }
  }

  /** A number that is none of a category. Travels, under Kryo too, hence no record. */
  static final class NoCategory implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowPlace row;
    private final int feature;
    private final double number;

    NoCategory(RowPlace row, int feature, double number) {
      this.row = row;
      this.feature = feature;
      this.number = number;
    }
  }

  @Override
  public Iterator<NoCategory> call(Iterator<RawBlock> blocks) {
    List<NoCategory> found = new ArrayList<>();
    blocks.forEachRemaining(
        block -> {
          NoCategory first = first(block);
          if (first != null) {
            found.add(first);
          }
        });
    return found.iterator();
  }

  private @Nullable NoCategory first(RawBlock block) {
    RowCells cells = new RowCells(plan, block);
    for (int row = 0; row < cells.rows(); row++) {
      double[] features = cells.features(row);
      for (int i = 0; i < categories.length; i++) {
        if (categories[i] > 0 && !isCategory(features[i], categories[i])) {
          return new NoCategory(new RowPlace(block.key(), block.position(row)), i, features[i]);
        }
      }
    }
    return null;
  }

  private boolean isCategory(double number, int count) {
    return Double.isNaN(number)
        ? zeros
        : number == Math.rint(number) && number >= 0 && number < count;
  }
}
