"""Clicks after which the window is gone."""


def click_to_close(locator):
    """
    Click on what closes its own window.

    The click comes a moment after this call: a window that is gone before the browser has told of
    the click would be an error, though nothing is wrong.
    """
    locator.evaluate("element => { setTimeout(() => element.click()); }")
