"""
Vietnamese as the old 8-bit fonts wrote it, by their published tables.

TCVN3 is TCVN 5712:1993, part 3 (VN3), read as Latin-1 today; VNI-Windows writes the mark after its
letter. Both are read here from Unicode, so that tests can type as people did.
"""

# Position by position: the lower-case letters of TCVN3 and what Latin-1 shows in their place.
_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ" + "ĂÂÊÔƠƯĐ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ" + "¡¢£¤¥¦§",
        strict=True,
    )
)

_TONES = {"á": "ù", "à": "ø", "ả": "û", "ã": "õ", "ạ": "ï"}
_BREVE = dict(zip("ăắằẳẵặ", "êéèúüë", strict=True))
_CIRCUMFLEX = dict(zip("âấầẩẫậ", "âáàåãä", strict=True))


def _vni_table():
    table = {"đ": "ñ", "ơ": "ô", "ư": "ö"}
    table.update(dict(zip("íìỉĩịỵ", "íìæóòî", strict=True)))
    table.update({letter: "a" + mark for letter, mark in _BREVE.items()})
    for plain, row in [("a", "âấầẩẫậ"), ("e", "êếềểễệ"), ("o", "ôốồổỗộ")]:
        table.update(
            {letter: plain + mark for letter, mark in zip(row, _CIRCUMFLEX.values(), strict=True)}
        )
    rows = [("a", "áàảãạ"), ("e", "éèẻẽẹ"), ("o", "óòỏõọ"), ("u", "úùủũụ"), ("y", "ýỳỷỹ")]
    rows += [("ô", "ớờởỡợ"), ("ö", "ứừửữự")]
    for base, row in rows:
        table.update(
            {letter: base + mark for letter, mark in zip(row, _TONES.values(), strict=False)}
        )
    return table | {letter.upper(): code.upper() for letter, code in table.items()}


_VNI = _vni_table()


def in_tcvn3(text: str) -> str:
    """``text`` (NFC) as an ABC font needed it. Marked capitals had fonts of their own."""
    return "".join(_TCVN3.get(each, _TCVN3.get(each.lower(), each)) for each in text)


def in_vni(text: str) -> str:
    """``text`` (NFC) as a VNI-Windows font needed it."""
    return "".join(_VNI.get(each, each) for each in text)
