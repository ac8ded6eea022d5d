/** Group commit: what many threads bring at the same time becomes one transaction. Knows nothing of messages. */
package io.vestnik.batch;
