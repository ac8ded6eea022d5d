/**
 * What has been kept long enough is removed: old messages and all that hangs on them, a few at a time, beside the traffic. Driven
 * by {@code routes/core/clock.camel.yaml}. Consents and the audit log are not its business.
 */
package io.vestnik.retention;
