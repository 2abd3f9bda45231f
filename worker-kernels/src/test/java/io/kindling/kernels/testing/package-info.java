/**
 * Fixtures for the tests of this module and of those that build on it: golden values, a reference
 * network in double precision, batches and networks to compare on.
 */
package io.kindling.kernels.testing;
