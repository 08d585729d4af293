"""Clicks after which the window is gone."""


def click_to_close(locator):
    """
    Click on what closes its own window.

    The click comes a moment after this call: a window that is gone before the browser has told of
    the click would be an error, though nothing is wrong.
    """
    # The button is there before the script that answers it; a window opens empty first.
    locator.wait_for(state="attached")
    locator.page.wait_for_load_state()
    locator.evaluate("element => { setTimeout(() => element.click()); }")
