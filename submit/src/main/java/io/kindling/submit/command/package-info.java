/** The commands, one class each. */
package io.kindling.submit.command;
