package io.kindling.partitioning.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenNumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "45%|7.5 %|-3%; true",
        "$12|$1,200.50; true",
        "12 €|7 €; true",
        "1,234.5|17; true",
        "1.234,5|3,5; true",
        "1 234|12'500; true",
        "12,34,567|90,000; true",
        "1,000.50-|7; true",
        "1|2.5; false", // as files have them
        "01234|00017; false",
        "10|ten; false",
        "2024-01-03|2024-01-04; false",
        "10:15|11:30; false",
        "192.168.0.1|10.0.0.17; false",
        "a%; false"
      })
  void textsThatAreNumbersToAPersonAreTold(String texts, boolean written) {
    assertEquals(written, WrittenNumbers.are(new TreeSet<>(List.of(texts.split("\\|")))));
  }
}
