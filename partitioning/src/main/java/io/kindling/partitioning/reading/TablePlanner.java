package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Suggestion;
import io.kindling.partitioning.source.Roles;
import io.kindling.partitioning.source.WidestRow;
import io.kindling.partitioning.table.Blocks;
import io.kindling.partitioning.table.OpenedTable;
import io.kindling.partitioning.table.TableScan;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Ignore;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.row.KnownPlaces;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.row.TextValues;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the columns of an opened source are, and checks its rows, in a look or two at them.
 */
final class TablePlanner {
  private final OpenedTable table;
  private final FeatureColumns declared;
  private final Roles roles;
  private final Use use;
  private final KnownFeatures known;
  private final List<Integer> features;
  private final List<Integer> targets;
  private final Optional<Integer> weight;
  private final Map<String, Integer> places = new LinkedHashMap<>();

  /**
   * A planner.
   *
   * @throws InvalidInputException when columns are missing
   */
  TablePlanner(
      OpenedTable table, FeatureColumns declared, Roles roles, Use use, KnownFeatures known) {
    this.table = table;
    this.declared = declared;
    this.roles = roles;
    this.use = use;
    this.known = known;
    table.columns().forEach(column -> places.put(column.name(), places.size()));
    this.features = features();
    boolean labelled = use != Use.SCORED;
    this.targets = labelled ? roles.labels().stream().map(this::index).toList() : List.of();
    this.weight = labelled ? roles.weight().map(this::index) : Optional.empty();
  }

  /**
   * What rows consist of.
   *
   * @param columns what stands in a row
   * @param plan which columns become what
   * @param storedAsTexts the columns of which nothing is declared, and whose categories are numbers
   */
  record Planned(TableColumns columns, RowPlan plan, List<String> storedAsTexts) {}

  /** How the cells of a source are to be read. */
  static CellRules rules(FeatureColumns declared, Roles roles, Use use, KnownFeatures known) {
    Map<String, CellType> types = new HashMap<>();
    declared.kinds().forEach((name, kind) -> types.put(name, CellType.of(kind)));
    known // as they were trained on, whatever they look like here
        .columns()
        .forEach(column -> types.putIfAbsent(column.source(), CellType.of(column.kind())));
    Set<String> dates = new HashSet<>(Column.datesOf(known.columns()));
    declared
        .kinds()
        .forEach(
            (name, kind) -> {
              if (kind instanceof Date) {
                dates.add(name);
              }
            });
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
    CellRules rules =
        new CellRules(types, only, declared.missingValues())
            .withLabels(roles.labels())
            .withDates(dates)
            .withNotation(known.notation());
    return known.shape().map(rules::withShape).orElse(rules);
  }

  /** The columns whose numbers are collected as those of labels. */
  Set<String> labels() {
    return Set.copyOf(roles.labels());
  }

  /** The categories that are known, by the columns' names. */
  Map<String, TextValues> categories() {
    Map<String, TextValues> categories = new HashMap<>();
    known.columns().stream()
        .filter(Column::isOneHot)
        .forEach(column -> categories.put(column.source(), TextValues.of(column)));
    return categories;
  }

  /** The columns of labels that were read as numbers, and are texts. */
  Set<String> textLabels(TableScan scan) {
    return targets.stream()
        .filter(target -> scan.column(target).areTexts())
        .map(target -> table.columns().get(target).name())
        .collect(Collectors.toSet());
  }

  /**
   * Decides.
   *
   * @param scan of the blocks
   * @throws InvalidInputException for a row that is not what the columns should hold
   */
  Planned plan(TableScan scan, Blocks blocks) {
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
    return new Planned(columns, plan, storedAsTexts(scan, from, decided));
  }

  private List<String> storedAsTexts(TableScan scan, List<Integer> from, List<Column> decided) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < decided.size(); i++) {
      Column column = decided.get(i);
      boolean open = known.columns().isEmpty() && !declared.kinds().containsKey(column.source());
      if (open && column.isOneHot() && WrittenNumbers.arePlain(scan.column(from.get(i)).texts())) {
        names.add(column.name());
      }
    }
    return names;
  }

  private int width(List<Integer> features) {
    long width = features.stream().mapToLong(index -> table.columns().get(index).width()).sum();
    if (width > WidestRow.here()) {
      throw InvalidInputException.at(
          table.name(),
          "%s values in a row".formatted(Names.count(width)),
          "%s at most, %s".formatted(Names.count(WidestRow.here()), WidestRow.reason()));
    }
    return (int) width;
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
