package io.kindling.onnx;

import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import java.util.ArrayList;
import java.util.List;

/** In how many ways a text may be written: truths are the same in any case. */
final class Spellings {
  /** Of both truths. */
  static final List<String> OF_TRUTHS = ofTruths();

  private Spellings() {}

  private static List<String> ofTruths() {
    List<String> all = new ArrayList<>(ofTruth(1));
    all.addAll(ofTruth(0));
    return List.copyOf(all);
  }

  /** Of one truth, 1 or 0. */
  private static List<String> ofTruth(double truth) {
    return Bool.SPELLINGS.stream()
        .map(spelling -> truth == 1 ? spelling.ofTrue() : spelling.ofFalse())
        .flatMap(text -> inAnyCase(text).stream())
        .toList();
  }

  /** Those of a category of a column, which has each truth once if its categories are such. */
  static List<String> of(Column column, int category) {
    String text = column.categories().get(category);
    return Bool.areTruths(column.categories()) ? ofTruth(Bool.number(text)) : List.of(text);
  }

  /** A text of letters in each mixture of upper and lower case. */
  private static List<String> inAnyCase(String lower) {
    List<String> all = new ArrayList<>();
    for (int mask = 0; mask < 1 << lower.length(); mask++) {
      char[] letters = lower.toCharArray();
      for (int i = 0; i < letters.length; i++) {
        letters[i] = (mask >> i & 1) == 0 ? letters[i] : Character.toUpperCase(letters[i]);
      }
      all.add(new String(letters));
    }
    return all;
  }
}
