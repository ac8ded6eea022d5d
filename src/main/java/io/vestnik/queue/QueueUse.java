package io.vestnik.queue;

/** Lets an exchange send within its batch's transaction, and its late copies (a wire tap) no more once the batch is done. */
final class QueueUse {

    private QueueTransaction transaction;

    QueueUse(QueueTransaction transaction) {
        this.transaction = transaction;
    }

    /** Null: the batch is done. */
    synchronized QueueTransaction transaction() {
        return transaction;
    }

    synchronized void end() {
        transaction = null;
    }
}
