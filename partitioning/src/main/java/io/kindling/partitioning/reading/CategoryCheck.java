package io.kindling.partitioning.reading;

import io.kindling.kernels.network.Network;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.table.Blocks;
import io.kindling.partitioning.table.OpenedTable;
import io.kindling.partitioning.table.RowPlace;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.row.CategoryNumbers;
import io.kindling.predictor.row.CategoryRule;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.row.ValueFault;
import io.kindling.predictor.table.RawBlock;
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
  private final CategoryRule rule;

  private CategoryCheck(RowPlan plan, CategoryRule rule) {
    this.plan = plan;
    this.rule = rule;
  }

  /**
   * Checks that the rows of a table have such numbers where a network takes them, before it meets
   * them; in one Spark job, if it takes any.
   *
   * @param network whose input these rows are
   * @param scale how they will be scaled
   * @throws InvalidInputException for the first row that has another number there, and for a scale
   *     or a number of buckets that would make others of them
   */
  public static void check(ReadTable table, Network network, ScaleMode scale) {
    check(table.raw(), Blocks.of(table.blocks()), table.columns(), table.plan(), network, scale);
  }

  /** The same of rows whose blocks are these. */
  static void check(
      OpenedTable table,
      Blocks blocks,
      TableColumns columns,
      RowPlan plan,
      Network network,
      ScaleMode scale) {
    int[] categories = CategoryNumbers.of(columns, plan.width(), network, scale);
    CategoryRule rule = new CategoryRule(categories, columns.missing());
    if (rule.isEmpty()) {
      return;
    }
    NoCategory first = null;
    for (NoCategory found : blocks.collect(new CategoryCheck(plan, rule))) {
      first = RowPlace.earlier(first, found, odd -> odd.row);
    }
    if (first != null) {
      ValueFault fault =
          rule.fault(columns.featureName(first.feature), first.feature, first.number);
      throw InvalidInputException.at(first.row.in(table), fault.found(), fault.expected());
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
      int odd = rule.odd(features);
      if (odd != CategoryRule.NONE) {
        return new NoCategory(new RowPlace(block.key(), block.position(row)), odd, features[odd]);
      }
    }
    return null;
  }
}
