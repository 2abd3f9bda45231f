/** Looks at what computes, and at what a step costs before anything is computed. */
package io.kindling.driver.diagnosis;
