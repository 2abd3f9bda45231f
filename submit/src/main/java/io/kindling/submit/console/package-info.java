/** What a training shows while it runs. */
package io.kindling.submit.console;
