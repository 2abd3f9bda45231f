/** The rules of the house, as tests. */
package io.kindling.tests.architecture;
