package io.kindling.partitioning.source.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeDocumentTest {
  private static final String PANDAS =
      ", as pandas writes it, expected an object in each line, as to_json(orient='records',"
          + " lines=True) writes them";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':{'0':1,'1':2},'b':{'0':'x','1':'y'}}",
        "{'a':{'0':1,\n'1':2},\n'b':{'0':NaN,'1':'y'}}\n",
        "{'a':{'1704067200000':1}}",
        "{'a':[1,2],'b':['x',null]}"
      })
  void columnsByColumnsAreNamed(String text) throws IOException {
    assertEquals("one object whose keys are columns" + PANDAS, found(text));
  }

  @Test
  void rowsByTheirNumbersAreNamed() throws IOException {
    assertEquals(
        "one object whose keys number the rows" + PANDAS,
        found("{'0':{'a':1,'b':2},'1':{'a':3,'b':4}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'data':[{'a':1},{'a':2}]} | data | .data[]",
        "{'count':2,'next':null,'results':[{'a':1},{'a':2}]} | results | .results[]",
        "{'response':{'the items':[{'a':1},{'a':2}]}} | response.the items"
            + " | .response.\"the items\"[]",
        "{'schema':{'fields':[{'n':1},{'n':2},{'n':3}]},'data':[{'a':1},{'a':2}]} | data | .data[]",
        "{'type':'FeatureCollection','features':[{'a':[{},{},{}]},{'a':2}]} | features | .features[]"
      })
  void rowsInAnArrayAreNamedWithWhatMakesLinesOfThem(String text, String key, String way)
      throws IOException {
    String expected =
        "one object with the rows in '%s', expected an object in each line; jq -c '%s' makes such lines of it"
            .formatted(key, way);
    assertEquals(expected, found(text));
    assertEquals(expected, found(text.replace("[{", "[\n  {")));
  }

  @Test
  void rowsWithoutKeysAreNamed() throws IOException {
    assertEquals(
        "one object with the rows in 'data', as arrays without keys, expected an object in each"
            + " line, as to_json(orient='records', lines=True) writes them",
        found("{'columns':['a','b'],'index':[0,1],'data':[[1,2],[3,4]]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'x':1,'y':{'a':2}}",
        "{'v':[1,2],'w':[3,4]}",
        "{'votes':{'0':1,'1':5},'x':1}",
        "{'votes':{'0':1,'1':5}}\n{'votes':{'0':2,'1':5}}",
        "{'x':1,'skipped':[{'a':1},{'a':2}]}",
        "{'x':1,'items':[{'a':1},{'a':2}]}\n{'x':1,'items':[]}"
      })
  void rowsAreRows(String text) {
    CellRules rules = CellRules.of(Map.of("skipped", CellType.SKIPPED));
    assertDoesNotThrow(() -> WholeDocument.refuse("a.json", quoted(text), rules));
  }

  @Test
  void anArrayOfArraysIsNamed() throws IOException {
    assertEquals(
        folder.resolve("a.json")
            + ":1: found an array of arrays, expected an object in each line, such as"
            + " {\"x\": 1, \"y\": 2}",
        found("[\n[1,'a'],[2,'b']]"));
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private String found(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), quoted(text));
    var error =
        assertThrows(
            InvalidInputException.class,
            () ->
                new JsonSource(file.toString())
                    .openLocally(new Configuration(), CellRules.LENIENT));
    return String.valueOf(error.getMessage()).replace(file + ": found ", "");
  }
}
