package io.kindling.driver.insight;

import io.kindling.kernels.parameter.ValueHistogram;
import java.util.Optional;

/**
 * How the values of a parameter are distributed at the end of an epoch.
 *
 * @param name the layer's position and the parameter's role, such as {@code 0.weight}
 * @param values what has been learnt
 * @param gradient that of the epoch's last batch, before penalty and clipping; of local steps, how
 *     far the values moved in the last round
 */
public record ParameterDetails(
    String name, ValueHistogram values, Optional<ValueHistogram> gradient) {}
