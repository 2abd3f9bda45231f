package io.kindling.submit.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The config file, and what replaces its settings. */
final class ConfigArguments {
  @Parameters(index = "0", paramLabel = "CONFIG.yaml", description = "The config file.")
  Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY.PATH=VALUE",
      description = "Replace a setting of the config file; may be given several times.")
  final Map<String, String> overrides = new LinkedHashMap<>();
}
