/** The arithmetic behind {@code routes/core/gate.camel.yaml}; which way a message goes stands in that route, not here. */
package io.vestnik.gate;
