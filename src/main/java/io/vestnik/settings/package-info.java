/** Every key under {@code vestnik.}; a new one needs a line in {@code src/docs/settings.md}, and a test insists on it. */
package io.vestnik.settings;
