/**
 * Files of messages, however they came: read as a stream, accepted in bulk, answered in files. The same content is accepted once.
 */
package io.vestnik.file;
