/** Trained models: what they are, and how they are saved. */
package io.kindling.driver.model;
