"""A store of memory that the threads of one process share while they read pictures."""

import threading
from contextlib import contextmanager


class Store:
    """
    So many bytes, lent to whoever comes first; the others wait.

    It counts what is said to be needed, and measures nothing.
    """

    def __init__(self, size):
        self.left = self.size = size
        self._queue = threading.Lock()
        self._change = threading.Condition()

    @contextmanager
    def lent(self, count):
        """Lend ``count`` bytes for the length of a block; more than there is takes all of it."""
        count = min(count, self.size)
        # In a queue, so that one who needs much is not overtaken for ever.
        with self._queue, self._change:
            self._change.wait_for(lambda: self.left >= count)
            self.left -= count
        try:
            yield
        finally:
            with self._change:
                self.left += count
                self._change.notify()
