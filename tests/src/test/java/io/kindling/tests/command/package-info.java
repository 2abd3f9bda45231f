/** The packaged command, as users run it. */
package io.kindling.tests.command;
