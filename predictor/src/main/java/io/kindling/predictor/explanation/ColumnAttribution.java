package io.kindling.predictor.explanation;

/**
 * What a column contributes to a prediction.
 *
 * @param column its name
 * @param value what stands in the row, for people
 * @param attribution in the units of what is explained; all of a row add up to how far it is from
 *     the baseline's
 */
public record ColumnAttribution(String column, String value, double attribution) {}
