package io.kindling.kernels.elsewhere;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.spec.Catalogue;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivateKindTest {
  private interface Spice {}

  private record Pepper(@Default("2") int turns) implements Spice {}

  @Test
  void aKindThatIsPrivateToItsPackageIsReadAndWritten() {
    Catalogue<Spice> spices = Catalogue.of("spice", Spice.class, List.of(Pepper.class));
    Object written = Map.of("pepper", Map.of("turns", 5));

    assertEquals(new Pepper(5), spices.read(Setting.of("menu", written)));
    assertEquals(written, spices.write(new Pepper(5)));
  }
}
