package io.kindling.submit.draft;

import io.kindling.submit.console.VisibleControls;
import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Texts as they stand in a config file. */
final class YamlText {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.FLOW)
          .setWidth(Integer.MAX_VALUE)
          .setSplitLines(false)
          .build();

  private YamlText() {}

  /** A text, quoted where it would mean something else; as a key or a value, in braces too. */
  static String of(String text) {
    String list = new Dump(SETTINGS).dumpToString(List.of(text)).strip(); // new: it has a state
    String plain = list.substring(1, list.length() - 1);
    return plain.equals("~") ? "'~'" : plain; // it is written plain, and read as nothing
  }

  /** A comment of one line. */
  static String comment(String text) {
    return "# " + VisibleControls.inOneLine(text);
  }
}
