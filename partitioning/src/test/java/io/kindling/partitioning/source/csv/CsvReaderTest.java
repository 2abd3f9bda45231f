package io.kindling.partitioning.source.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  @Test
  void valuesAreSeparatedByCommas() {
    assertEquals(List.of("1", "2.5", "-3e4"), CsvReader.split("1,2.5,-3e4"));
  }

  @Test
  void spaceAroundAValueIsLeftOut() {
    assertEquals(List.of("a", "b"), CsvReader.split(" a ,\tb "));
  }

  @Test
  void aQuotedValueMayHoldACommaAndQuotes() {
    assertEquals(List.of("a, \"b\"", "c"), CsvReader.split("\"a, \"\"b\"\"\",c"));
  }

  @Test
  void emptyValuesCount() {
    assertEquals(List.of("", "", ""), CsvReader.split(",,"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstValue() {
    assertEquals(List.of("a", "b"), CsvReader.split("\uFEFFa,b"));
  }

  @Test
  void anOpenQuoteIsNoCsv() {
    assertEquals(List.of(), CsvReader.split("1,\"2"));
  }

  @Test
  void textBehindAClosedQuoteIsNoCsv() {
    assertEquals(List.of(), CsvReader.split("\"1\"2,3"));
  }
}
