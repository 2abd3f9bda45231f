/** Trained models: what they are, how they are saved, and how they score rows. */
package io.kindling.driver.model;
