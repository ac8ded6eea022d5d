package io.vestnik.accept;

import io.vestnik.message.Step;
import java.util.List;
import java.util.Map;

/**
 * The cascade of a message.
 *
 * @param steps in the order in which they are listed
 * @param templates by channel, as {@link io.vestnik.message.Content#templates}
 */
record Plan(List<Step> steps, Map<String, Map<String, Object>> templates) {}
