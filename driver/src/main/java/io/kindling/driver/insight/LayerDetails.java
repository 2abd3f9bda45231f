package io.kindling.driver.insight;

/**
 * How a layer is at the end of an epoch.
 *
 * @param position such as {@code 2} or {@code head.0}
 * @param weightNorm the Euclidean norm of what it has learnt, weights and biases together
 * @param gradientNorm that of the gradient of the epoch's last batch, before penalty and clipping;
 *     of local steps, that of how far the parameters moved in the last round
 */
public record LayerDetails(String position, double weightNorm, double gradientNorm) {}
