package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Suggestion;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.source.Roles;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.table.TableScan;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.Ignore;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.row.KnownPlaces;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.table.BlockKey;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source: once, into blocks that are cached in memory and, where they do not fit, on disk.
 * Counting, categories, ranges, checks, and packing go on from these. What may give other rows the
 * next time, such as an RDD, is read a second time to see whether it does: a training on such rows
 * could not be repeated, nor a lost block be made again.
 */
public final class TableReader {
  private final RawTable table;
  private final FeatureColumns declared;
  private final Roles roles;
  private final Use use;
  private final KnownFeatures known;
  private final Map<String, Integer> places = new LinkedHashMap<>();

  private TableReader(
      RawTable table, FeatureColumns declared, Roles roles, Use use, KnownFeatures known) {
    this.table = table;
    this.declared = declared;
    this.roles = roles;
    this.use = use;
    this.known = known;
    table.columns().forEach(column -> places.put(column.name(), places.size()));
  }

  /**
   * Reads all rows, in one Spark job, and decides what the columns are.
   *
   * @param declared how columns are to be taken, as far as that is declared
   * @throws InvalidInputException when the source cannot be read, columns are missing, or a row is
   *     not what they should hold
   */
  public static ReadTable read(
      JavaSparkContext context, RowSource source, FeatureColumns declared, Use use) {
    return read(context, source, declared, use, KnownFeatures.NOTHING);
  }

  /**
   * The same, of rows of which something is known already.
   *
   * @param known the columns of the training rows, which are taken by their names
   */
  public static ReadTable read(
      JavaSparkContext context,
      RowSource source,
      FeatureColumns declared,
      Use use,
      KnownFeatures known) {
    Roles roles = source.roles();
    CellRules declaredRules = rules(declared, roles, use);
    CellRules rules = known.shape().map(declaredRules::withShape).orElse(declaredRules);
    RawTable table = source.open(context, rules);
    return new TableReader(table, declared, roles, use, known).read();
  }

  private static CellRules rules(FeatureColumns declared, Roles roles, Use use) {
    Map<String, CellType> types = new HashMap<>();
    declared.kinds().forEach((name, kind) -> types.put(name, type(kind)));
    declared.excluded().forEach(name -> types.put(name, CellType.SKIPPED));
    if (use == Use.SCORED) {
      roles.labels().forEach(name -> types.put(name, CellType.SKIPPED));
    }
    roles
        .weight()
        .ifPresent(name -> types.put(name, use == Use.SCORED ? CellType.SKIPPED : CellType.NUMBER));
    declared.carried().stream()
        .filter(name -> !declared.kinds().containsKey(name))
        .forEach(name -> types.put(name, CellType.TEXT));
    Optional<Set<String>> only = declared.taken().map(HashSet::new);
    only.ifPresent(
        names -> {
          names.addAll(roles.labels());
          roles.weight().ifPresent(names::add);
          names.addAll(declared.carried());
          List.copyOf(names).stream()
              .map(KnownPlaces::several)
              .filter(Objects::nonNull)
              .forEach(names::add);
        });
    return new CellRules(types, only, declared.missingValues());
  }

  /** What the cells of a column of this kind are read as. */
  static CellType type(ColumnKind kind) {
    if (kind instanceof Ignore) {
      return CellType.SKIPPED;
    }
    boolean texts = kind instanceof OneHot || kind instanceof Hash;
    return texts || kind instanceof Bool || kind instanceof Date ? CellType.TEXT : CellType.NUMBER;
  }

  private ReadTable read() {
    List<Integer> features = features();
    List<Integer> targets =
        use == Use.SCORED ? List.of() : roles.labels().stream().map(this::index).toList();
    Optional<Integer> weight =
        use == Use.SCORED ? Optional.empty() : roles.weight().map(this::index);
    Map<BlockKey, Long> before = table.again().map(TableScan::checksums).orElse(Map.of());
    JavaRDD<RawBlock> blocks =
        table.blocks().setName("rows of " + table.name()).persist(StorageLevel.MEMORY_AND_DISK());
    boolean read = false;
    try {
      TableScan scan = TableScan.of(table, blocks, Set.copyOf(roles.labels()));
      if (table.again().isPresent()) {
        scan.requireSame(table, before);
      }
      ColumnDecision decision = new ColumnDecision(table, scan, declared);
      decision.checkNumbers(features, others(targets, weight));
      KnownPlaces found =
          KnownPlaces.of(
              known.columns(),
              this::indexOfFeature,
              index -> table.columns().get(index).type().isScalar());
      List<Column> decided = new ArrayList<>(found.columns());
      List<Integer> from = new ArrayList<>(found.from());
      if (decided.isEmpty()) {
        for (int index : features) {
          for (Column column : decision.decide(index).kept()) {
            decided.add(column);
            from.add(index);
          }
        }
      }
      decision.checkTexts(from, decided);
      DateCheck.check(table, blocks, from, decided);
      RowPlan plan = RowPlan.of(from, decided, width(from), targets, weight.orElse(-1));
      List<String> labels = use == Use.SCORED ? List.of() : roles.labels();
      TableColumns columns =
          new TableColumns(named(from, decided), labels, weight.isPresent(), declared.missing());
      read = true;
      return new ReadTable(table, blocks, scan, columns, plan, Origins.NONE);
    } finally {
      if (!read) {
        ClusterMemory.release(blocks);
      }
    }
  }

  private int width(List<Integer> features) {
    return features.stream().mapToInt(index -> table.columns().get(index).width()).sum();
  }

  private static List<Integer> others(List<Integer> targets, Optional<Integer> weight) {
    List<Integer> others = new ArrayList<>(targets);
    weight.ifPresent(others::add);
    return others;
  }

  /** The columns of features, in their order. */
  private List<Integer> features() {
    Set<String> others = new HashSet<>(roles.labels());
    roles.weight().ifPresent(others::add);
    others.addAll(declared.excluded());
    others.addAll(declared.carried());
    declared.carried().forEach(this::index);
    if (known.columns().isEmpty()) { // others are taken by their names, whatever else there is
      declared.kinds().keySet().forEach(this::checkDeclared);
      declared.excluded().forEach(name -> require("data.exclude", name));
    }
    declared
        .kinds()
        .forEach(
            (name, kind) -> {
              if (kind instanceof Ignore) {
                others.add(name);
              }
            });
    List<Integer> features;
    if (declared.taken().isPresent()) {
      features = declared.taken().get().stream().map(this::indexOfFeature).distinct().toList();
    } else {
      features =
          IntStream.range(0, table.columns().size())
              .filter(i -> !others.contains(table.columns().get(i).name()))
              .boxed()
              .toList();
    }
    if (features.isEmpty()) {
      throw InvalidInputException.at(
          table.head(), "columns " + Names.shortened(names()), "at least one feature");
    }
    return features;
  }

  private void checkDeclared(String name) {
    List<String> names = names();
    boolean known = isScalar(name);
    boolean label = roles.labels().contains(name) || roles.weight().equals(Optional.of(name));
    if (known && !label) {
      return;
    }
    List<String> features =
        names.stream().filter(other -> !roles.labels().contains(other) && isScalar(other)).toList();
    throw InvalidInputException.atSetting(
        "data.columns." + name,
        "%s, which is not a feature of %s"
            .formatted(label ? "the label" : "'" + name + "'", table.name()),
        features.isEmpty()
            ? "no columns, since these features have no names"
            : Suggestion.expectedInsteadOf(name, features));
  }

  private boolean isScalar(String name) {
    Integer place = places.get(name);
    return place != null && table.columns().get(place).type().isScalar();
  }

  private void require(String setting, String name) {
    if (!places.containsKey(name)) {
      throw InvalidInputException.atSetting(
          setting,
          "'%s', which is not a column of %s".formatted(name, table.name()),
          Suggestion.expectedInsteadOf(name, names()));
    }
  }

  private int index(String name) {
    Integer index = places.get(name);
    if (index == null) {
      String seen = table.notes().isEmpty() ? "" : " (" + String.join("; ", table.notes()) + ")";
      throw InvalidInputException.at(
          table.head(),
          "columns " + Names.shortened(names()) + seen,
          "'%s' among them".formatted(Names.shortened(name)));
    }
    return index;
  }

  /** The column of a feature, which may be one of the values that a row has in it. */
  private int indexOfFeature(String name) {
    @Nullable String column = places.containsKey(name) ? null : KnownPlaces.several(name);
    @Nullable Integer several = column == null ? null : places.get(column);
    return several == null || table.columns().get(several).type().isScalar()
        ? index(name)
        : several;
  }

  private List<String> names() {
    return List.copyOf(places.keySet());
  }

  /** Checks that no column has the name of a part of dates. */
  private void requireNames(List<Column> columns) {
    Set<String> others = new HashSet<>(names());
    for (Column column : columns) {
      if (column.kind() instanceof Date && others.contains(column.name())) {
        throw InvalidInputException.at(
            table.name(),
            "column '%s', which is a part of '%s', too"
                .formatted(Names.shortened(column.name()), Names.shortened(column.source())),
            "another name");
      }
    }
  }

  /** What the kept features are called; a single column of several has no names. */
  private List<Column> named(List<Integer> features, List<Column> decided) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < decided.size(); i++) {
      RawColumn raw = table.columns().get(features.get(i));
      if (raw.type().isScalar()) {
        columns.add(decided.get(i));
      } else if (decided.size() == 1) {
        return List.of();
      } else {
        for (int j = 0; j < raw.width(); j++) {
          columns.add(new Column("%s[%s]".formatted(raw.name(), j), decided.get(i).kind()));
        }
      }
    }
    requireNames(columns);
    return columns;
  }
}
