/** What an operator must hear of without asking: in the log always, at a webhook where one is set ({@code callback} posts it). */
package io.vestnik.alert;
