/** Those who run the hub: apart from accounts, which send through it. */
package io.vestnik.operator;
