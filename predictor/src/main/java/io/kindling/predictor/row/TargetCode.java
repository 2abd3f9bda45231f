package io.kindling.predictor.row;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.table.NumberText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a label stands for: itself, as a number, or the number of its class. Travels, under Kryo
 * too, hence no record.
 */
public final class TargetCode implements Serializable {
  /** Labels are numbers; {@code true} and {@code false} are 1 and 0. */
  public static final TargetCode NUMBER = new TargetCode(new HashMap<>(), new HashMap<>());

  /** What stands for a label that is none of the classes, or no number. */
  static final double UNKNOWN = Double.NEGATIVE_INFINITY;

  private static final long serialVersionUID = 1L;
  private static final String DOT = ".";

  private final HashMap<String, Integer> texts;
  private final HashMap<Double, Integer> numbers;
  private final HashMap<Double, Integer> truths; // where the texts are such
  private final boolean dotted; // whether names of classes end with dots

  private TargetCode(Map<String, Integer> texts, Map<Double, Integer> numbers) {
    this.texts = new HashMap<>(texts);
    this.numbers = new HashMap<>(numbers);
    this.truths = new HashMap<>(Bool.byTruth(texts));
    this.dotted = texts.keySet().stream().anyMatch(name -> name.endsWith(DOT));
  }

  /**
   * Labels are these classes, from 0 on. One that is a number is so however it is written; so are
   * truths.
   */
  public static TargetCode of(List<String> classes) {
    HashMap<String, Integer> texts = new HashMap<>();
    HashMap<Double, Integer> numbers = new HashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      texts.put(classes.get(i), i);
      double number = NumberText.parse(classes.get(i));
      if (Double.isFinite(number) && !NumberText.losesDigits(classes.get(i))) {
        numbers.put(number + 0.0, i);
      }
    }
    return new TargetCode(texts, numbers);
  }

  /** The target of a number. */
  double ofNumber(double label) {
    if (texts.isEmpty()) {
      return label;
    }
    Integer number = numbers.get(label + 0.0);
    return number == null ? UNKNOWN : number;
  }

  /** The target of a text. */
  double ofText(String label) {
    if (texts.isEmpty()) {
      double number = NumberText.parse(label);
      double truth = Bool.number(label);
      return Double.isFinite(number) ? number : Double.isNaN(truth) ? UNKNOWN : truth;
    }
    Integer number = texts.get(label);
    if (number == null && !truths.isEmpty()) {
      number = truths.get(Bool.number(label));
    }
    if (number == null && takesDotOff(label)) {
      return ofText(withoutDot(label));
    }
    if (number == null && NumberText.losesDigits(label)) {
      return UNKNOWN; // as a number it might be another class
    }
    return number == null ? ofNumber(NumberText.parse(label)) : number;
  }

  /**
   * Whether a label is none of the classes, but would be without the dot at its end, where no class
   * has such: as the labels of some sets of rows to test on are written, UCI's adult among them.
   */
  public boolean takesDotOff(String label) {
    return !dotted
        && label.endsWith(DOT)
        && !texts.containsKey(label)
        && texts.containsKey(withoutDot(label));
  }

  private static String withoutDot(String label) {
    return label.substring(0, label.length() - DOT.length());
  }

  /** What is expected of a label. */
  public String expected(@Nullable TargetRange targets) {
    if (texts.isEmpty()) {
      return String.valueOf(targets);
    }
    List<String> classes = new ArrayList<>(texts.keySet());
    classes.sort(Comparator.comparing(texts::get));
    return "one of the classes trained on: " + Names.shortened(classes);
  }
}
