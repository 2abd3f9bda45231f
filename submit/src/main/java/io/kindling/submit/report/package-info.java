/** Reports of trainings: what happened, in files, and a page that shows it. */
package io.kindling.submit.report;
