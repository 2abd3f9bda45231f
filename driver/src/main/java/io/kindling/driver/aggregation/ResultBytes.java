package io.kindling.driver.aggregation;

/**
 * How large the sums of a job are, before it runs.
 *
 * @param least what each task returns at least
 * @param most what all tasks return together at most, but for a few bytes of headers
 */
public record ResultBytes(long least, long most) {}
