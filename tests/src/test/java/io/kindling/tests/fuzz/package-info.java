/**
 * Files as others may have made them: changed at random, half of them so that magic numbers,
 * lengths and checksums stay right. Whatever reads files refuses such a one in a line, or reads it,
 * in bounded time and memory.
 */
package io.kindling.tests.fuzz;
