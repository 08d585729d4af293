"""
What disagrees with the register: titles an edition printed beside a name, and titles in a text.

Pure functions over what was read; the answers are plain data that can be kept and shown.
"""

from articles.desk.checks import text_of_printed
from articles.desk.titles.title_check import as_finding, is_kept_verbatim, kind_of
from people.check import Block, check
from people.mentions import NameTrie
from people.titles import with_acting, without_place

# Findings of the title check that say a printed title was not this official's on the day. What is
# a matter of wording, order or completeness is told beside the form, while somebody writes.
WRONG = {"T01", "T02", "T03", "T04", "T14", "T15"}
AROUND = 60  # letters shown on either side of a title in a text
MOST_PASSAGES = 20


def titles_against(printed, official, register, day):
    """
    Compare what was printed beside an official's name with a `people.register.Register` on a day.

    ``printed`` is a list of (title, number of the appointment it rests on or None). Returns None
    where they agree, else {"printed": [[title, whether it is wrong]], "register": [[title, whether
    it is missing]]}. As in the title check a title is right on both days of a change, one whose
    day is not known exactly is neither wrong nor missing, and one that may be left out (print rule)
    is not missing.
    """
    titles = register.titles_on(official, day)
    by_appointment = {each.appointment_id: each for each in titles}
    texts = {each.text for each in titles}
    said = {text for text, _appointment in printed if text}
    holdings = {each.id: each for each in register.holdings.get(official, ())}

    def is_right(text, appointment):
        if text in texts:
            return True
        if title := by_appointment.get(appointment):
            return alike(text, title.text, register.posts[title.position_id])
        holding = holdings.get(appointment)
        if holding is None:
            return False
        post = register.posts[holding.position_id]
        form = with_acting(post.house_form, holding.acting)
        return may_hold(holding, post, day) and alike(text, form, post)

    def is_missing(title):
        holding, post = holdings[title.appointment_id], register.posts[title.position_id]
        if title.text in said or not title.certain or post.print_rule != "always":
            return False
        if day in (holding.started_on, post.founded_on):
            return False
        same = (text for text, appointment in printed if appointment == title.appointment_id)
        return not any(alike(text, title.text, post) for text in same)

    before = [[text, not is_right(text, appointment)] for text, appointment in printed if text]
    now = [[title.text, is_missing(title)] for title in titles]
    if not any(wrong for _text, wrong in [*before, *now]):
        return None
    return {"printed": before, "register": now}


def alike(text, other, post):
    """Tell whether two texts are one title, with or without its place."""
    return without_place(text, post.place) == without_place(other, post.place)


def may_hold(holding, post, day):
    """Tell whether a post may be held on a day, the days of change and vague ends included."""
    end = holding.over_by or holding.ended_on
    spans = ((holding.started_on, end), (post.founded_on, post.ended_on))
    return all((not start or start <= day) and (not end or day <= end) for start, end in spans)


def passages_against(printed, officials, register, day, waived=()):
    """
    Return what a text says wrongly about some officials: {official: {"passages": […]}}.

    ``printed`` is a content as printed, ``register`` a `people.check.TitleRegister`, ``day`` the
    one whose titles count, ``waived`` the keys of what an editor waived. A passage has its
    ``code``, ``surface`` (the title as it stands), what stands ``before`` and ``after`` it, and a
    ``suggestion`` (text, "" to take it out, or None). A reprint is kept word for word.
    """
    if is_kept_verbatim(printed):
        return {}
    passages = passages_naming(printed, officials, register)
    blocks = [Block(kind_of(each), each.text) for each in passages]
    found = {}
    for each in check(blocks, day, register).findings:
        if each.official not in officials or each.code not in WRONG or not each.certain:
            continue
        if as_finding(each, passages[each.block], register).key in waived:
            continue
        told = found.setdefault(each.official, {"passages": []})["passages"]
        if len(told) < MOST_PASSAGES:
            text = blocks[each.block].text
            told.append(
                {
                    "code": each.code,
                    "surface": each.surface,
                    "before": text[max(0, each.start - AROUND) : each.start],
                    "after": text[each.end : each.end + AROUND],
                    "suggestion": each.suggestion,
                }
            )
    return found


def passages_naming(printed, officials, register):
    """
    Return those passages of a content that name one of the officials, and the last of its text.

    Titles are read passage by passage, so the others change nothing about these; the last one tells
    the check where the by-line would stand.
    """
    text = text_of_printed(printed, None, register.house.tone_style)
    passages = [each for each in text.passages if each.where != "headline"]
    names = names_of(officials, register.people)
    body = (at for at, each in enumerate(passages) if kind_of(each) == "paragraph")
    last = max(body, default=None)
    return [each for at, each in enumerate(passages) if at == last or names.find(each.text)]


def names_of(officials, people):
    """Return the names of some officials as a `NameTrie`; ``people`` are those of a register."""
    return NameTrie(
        (name, each)
        for each in officials
        if each in people
        for name in (*people[each].names, *people[each].misprints)
    )


def gist(details):
    """Return what makes two findings the same, whatever stands around them."""
    if "passages" in details:
        passages = details["passages"]
        return sorted(
            [each["code"], each["surface"], each["suggestion"] or ""] for each in passages
        )
    return [details.get("printed"), details.get("register")]
