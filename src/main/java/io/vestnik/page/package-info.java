/** Pages for people: plain HTML without scripts, in Russian and English. */
package io.vestnik.page;
