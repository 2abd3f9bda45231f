/** Kindling as a library, as the README shows it. */
package io.kindling.tests.examples;
