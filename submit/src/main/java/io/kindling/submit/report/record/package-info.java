/** What happens in a training as JSON, from which its report can be made at any time. */
package io.kindling.submit.report.record;
