/** The benchmark: load, carrier and callback sink in one process, the packaged hub in another. No test; see performance.md. */
package io.vestnik.benchmark;
