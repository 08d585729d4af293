"""What is lent is never more than there is."""

from threading import Thread

from images.memory import Store


def test_one_waits_until_enough_is_given_back():
    store, done = Store(100), []

    def take(count):
        with store.lent(count):
            done.append(count)

    with store.lent(60):
        waiting = Thread(target=take, args=[50])
        waiting.start()
        waiting.join(0.2)
        assert done == []
        assert store.left == 40
    waiting.join()
    assert done == [50]
    assert store.left == 100


def test_one_who_needs_much_is_not_overtaken():
    store, done = Store(100), []

    def take(count):
        with store.lent(count):
            done.append(count)

    threads = [Thread(target=take, args=[count]) for count in (90, 20)]
    with store.lent(50):
        for thread in threads:
            thread.start()
            thread.join(0.2)
        assert done == []
    for thread in threads:
        thread.join()
    assert done == [90, 20]


def test_more_than_there_is_takes_all_and_what_fails_gives_back():
    store = Store(100)
    with store.lent(1000):
        assert store.left == 0
    try:
        with store.lent(70):
            raise OSError
    except OSError:
        pass
    assert store.left == 100
